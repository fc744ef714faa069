"""The course as nbgrader sees it, its JupyterLab extensions and formgrader included.

nbgrader reads this file from the course folder: run it there, or name the folder with
`--course-dir`. The folder itself is not set here: every path below is relative to it, so that a
copy of the course (a class, the demo, a test) keeps its own gradebook.
"""

c = get_config()

c.CourseDirectory.course_id = "training-loop"
c.CourseDirectory.source_directory = "solutions"
c.CourseDirectory.release_directory = "notebooks"

# A comment alone: an untouched function then returns None, which check() knows as "not started",
# and the notebook survives Run All.
c.ClearSolutions.code_stub = {"python": "# YOUR CODE HERE"}
c.ClearSolutions.text_stub = "*Write your answer here.*"

# Seconds a cell may take. The slowest cell of a right solution takes under 20, on a computer that
# has no other work.
c.Execute.timeout = 60
