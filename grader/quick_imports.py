"""Imports jsonschema and nbgrader, which nearly everything here needs, without what grading never
asks of them: Jupyter's server, formgrader, setuptools, tornado, and forms of addresses and times.

That is most of the time that a command or a worker takes to start. Import this before nbformat and
nbgrader. What is left out for as long as the import lasts is there for whoever asks later.
"""

from importlib import import_module

from grader.late_imports import called_late, without

LEFT_OUT = (
    *("rfc3987_syntax", "rfc3987", "rfc3986_validator", "rfc3339_validator", "uri_template"),
    *("fqdn", "idna", "isoduration", "jsonpointer", "webcolors"),
)
"""jsonschema does without them where they cannot be imported: they are for formats of text that no
notebook has.
"""

WHEN_CALLED = (
    "nbgrader.server_extensions.assignment_list",
    "nbgrader.server_extensions.course_list",
    "nbgrader.server_extensions.validate_assignment",
    "nbgrader.server_extensions.formgrader",
    "requests",
    "setuptools.archive_util",
    "tornado.log",
)
"""Of these nbgrader takes functions, to be called by Jupyter's server, JupyterHub, an exchange, or
its own commands.
"""


with without(LEFT_OUT, lambda name: None):
    import_module("jsonschema")
with without(WHEN_CALLED, called_late):
    import_module("nbgrader.utils")
    import_module("nbgrader.auth")
