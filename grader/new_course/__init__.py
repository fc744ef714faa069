"""`grader new-course`: a small course of somebody's own, with asked, right and wrong in place."""
