"""Answers as plain data: what they are, and whether two of them agree."""
