"""Runs beside the student's code, in the sandbox: nothing here knows an answer or a score."""
