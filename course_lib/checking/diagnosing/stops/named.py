"""Exceptions that leave one reading: where Python's words say what was done, it is named."""

from __future__ import annotations

from collections.abc import Callable

from course_lib.checking.diagnosing.finding import Finding, Ground
from course_lib.checking.diagnosing.stops import arrays, calling, kinds, names
from course_lib.checking.diagnosing.stops.stop import Named, Stop, names_in
from course_lib.checking.judging.judge import Answer


def named_stop(answer: Answer, place: int) -> Finding | None:
    """The mistake behind the exception on a case; ``None`` where it may have other causes."""
    raised = answer.judged[place].observation.raised
    if raised is None:
        return None
    worked = frozenset(name for case in answer.cases if case.worked for name in names_in(case))
    stop = Stop(answer.exercise, answer.cases[place], worked, raised)
    for reading in READINGS:
        named = reading(stop)
        if named is not None:
            return Finding(named.did, named.think, named.mistake, Ground.MISTAKE, place)
    return None


READINGS: tuple[Callable[[Stop], Named | None], ...] = (
    names.misspelt,
    kinds.power,
    kinds.nothing_back,
    calling.own_method,
    calling.defaults_missing,
    calling.earlier_call,
    calling.other_order,
    arrays.one_yes_or_no,
    names.layer,
    names.name_of_the_example,
    names.not_in_argument,
    arrays.rows_against_columns,
    arrays.one_number_asked,
    kinds.looked_up,
    arrays.decimal_places,
    arrays.uneven,
    names.read_before_set,
    arrays.divided_by_zero,
    kinds.operands,
    kinds.nobody_to_draw_from,
    calling.left_out_setting,
    kinds.whole_for_one,
    kinds.joined,
    calling.not_callable,
    calling.object_called,
    kinds.taken_apart,
    kinds.no_places,
    arrays.in_place,
    calling.endless_calls,
)
