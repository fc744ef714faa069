"""Exceptions on a case, read: which of them say what was done."""
