"""A fact is one by its type: whatever a student calls an entry, it stays a value."""

import numpy as np

from course_lib.checking.check import visible
from course_lib.checking.exchange.encoding import decode, encode
from course_lib.checking.judging.packed import brief, pack, unpack
from course_lib.checking.values.compare import differences
from course_lib.checking.values.facts import Fact, as_facts
from course_lib.checking.values.plain import is_facts, plain
from grader.engine.protocol import wire

SENTENCE = "each row keeps its target"
MIXED = {"w": np.ones(3), "number of steps": 5} | as_facts({SENTENCE: True})


def test_a_fact_stays_one_in_trees_on_the_wire_and_in_keys() -> None:
    ways = (
        plain(MIXED),
        decode(wire.unpack(wire.pack(encode(MIXED)))),
        unpack(*pack(brief(MIXED))),
    )
    for tree in ways:
        assert [type(name) for name in tree] == [str, str, Fact]


def test_no_name_of_a_students_makes_a_fact_of_a_value() -> None:
    class Loud(str):
        __slots__ = ()

    assert [type(name) for name in plain({SENTENCE: True, Loud("w"): 1.0})] == [str, str]
    assert not is_facts(plain({SENTENCE: True}))
    assert is_facts(as_facts({SENTENCE: True}))


def test_where_a_fact_fails_the_path_knows_it() -> None:
    (found,) = differences(as_facts({SENTENCE: False}), as_facts({SENTENCE: True}), 0.0)
    assert type(found.path[-1]) is Fact


def test_the_key_of_a_probe_with_facts_knows_them() -> None:
    _, key = visible("fixed_2")
    names = [name for seen in key.expected if isinstance(seen.value, dict) for name in seen.value]
    parts = [seen.value for seen in key.expected if isinstance(seen.value, dict)]
    assert {"w", "losses"} <= set(names)
    assert all(is_facts(part[name]) for part in parts for name in part)
