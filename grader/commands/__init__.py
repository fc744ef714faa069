"""The verbs of ``grader``, by what they are for.

What is slow to import is imported by the verb that needs it, once it has found its course and
lessons: a wrong folder or name is told at once.
"""
