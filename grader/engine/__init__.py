"""The grading engine: runs code that nobody has read, shut in, and hands back plain data."""
