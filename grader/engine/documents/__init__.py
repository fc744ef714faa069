"""Notebooks as files: read, repaired, and made harmless to show."""
