"""The course as nbgrader sees it. Paths are relative to the course's folder, which is not set
here.
"""

c = get_config()

c.CourseDirectory.course_id = "signals"
c.CourseDirectory.source_directory = "solutions"
c.CourseDirectory.release_directory = "notebooks"

# A comment alone: an untouched function then returns None, which check() knows as "not started".
c.ClearSolutions.code_stub = {"python": "# YOUR CODE HERE"}
c.ClearSolutions.text_stub = "*Write your answer here.*"
c.Execute.timeout = 60  # seconds a cell may take
