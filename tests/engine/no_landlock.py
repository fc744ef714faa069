"""Imported into a warm process, makes it believe that the kernel has no Landlock."""

from grader.engine.sandbox import landlock

landlock.version = lambda: 0
