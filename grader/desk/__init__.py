"""The instructor's desk: what follows a grade. Pages for students, and tables of a class."""
