"""Imports jsonschema, which nbformat needs, without a grammar that no notebook asks for.

It compiles the grammar of international web addresses as it is imported: one second of the two that
a worker takes to start. It does without a package that cannot be imported, so this one cannot for
as long as that import lasts.
"""

import sys
from importlib import import_module

GRAMMAR = "rfc3987_syntax"

if "jsonschema" not in sys.modules and GRAMMAR not in sys.modules:
    sys.modules[GRAMMAR] = None  # type: ignore[assignment]
    try:
        import_module("jsonschema")
    finally:
        del sys.modules[GRAMMAR]
