"""The drawings of the lessons, one module a lesson, so that a notebook's cells stay short."""
