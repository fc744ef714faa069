"""Arrays that an operation cannot take: their shapes, their elements."""

from __future__ import annotations

import ast
import re

from course_lib.checking.diagnosing.stops.stop import Named, Stop, calls_on


def one_yes_or_no(stop: Stop) -> Named | None:
    """A whole array where Python asks for one yes or no."""
    if not stop.says("truth value of an array"):
        return None
    return Named(
        "one yes or no of an array",
        f"{stop.name} asks one yes or no of a whole array{stop.where}; Python refuses to choose "
        "(`ValueError`).",
        "Which name holds an array there, perhaps a whole row, and what decides element by "
        "element?",
    )


def rows_against_columns(stop: Stop) -> Named | None:
    """One number a row, lined up with the columns."""
    said = stop.says(r"could not be broadcast together with shapes \((\d+),\s?(\d+)\) \((\d+),\)")
    if said is None or said[1] != said[3]:
        return None
    rows, columns, _ = said.groups()
    return Named(
        "rows against columns",
        f"An array of shape ({rows}, {columns}) meets one of shape ({rows},){stop.where}: NumPy "
        f"lines up the last axes, so {rows} numbers meet {columns} columns.",
        PRODUCT
        if _ELEMENT_BY_ELEMENT.search(stop.raised.line)
        else "Should there be a number for each row or for each column, and which axis keeps its "
        "place?",
    )


PRODUCT = "Which shape does that line need to make, and what does `*` do with two arrays?"


_ELEMENT_BY_ELEMENT = re.compile(r"[\w\])] ?\* ?[A-Za-z(]")


def one_number_asked(stop: Stop) -> Named | None:
    """A whole array handed to a function that takes one number."""
    words = "converted to Python scalars|only length-1 arrays|must be real number, not ndarray"
    if not stop.says(words) or not stop.in_their_code:
        return None
    return Named(
        "function for one number",
        f"{stop.name} hands a whole array to a function that takes one number{stop.where}.",
        "Which function of NumPy does the same with each element?",
    )


def decimal_places(stop: Stop) -> Named | None:
    """Decimals where positions are needed."""
    if not stop.says("arrays used as indices must be of integer") or not stop.in_their_code:
        return None
    return Named(
        "decimals for positions",
        f"{stop.name} uses an array of decimals as positions{stop.where}.",
        "Which array has the positions in it, and what made decimals of them?",
    )


def uneven(stop: Stop) -> Named | None:
    """One array made of things that differ in shape."""
    if not stop.says("inhomogeneous shape") or not stop.in_their_code:
        return None
    called = [ast.unparse(call.func) for call in calls_on(stop.raised.line)]
    if any(name in stop.exercise.uses for name in called):
        return Named(
            "hands on several things",
            f"{stop.name} hands on several things that do not make one array{stop.where}.",
            "Which call hands back several things at once, and which of them is meant?",
        )
    return Named(
        "one array of uneven things",
        f"{stop.name} makes one array of things that differ in shape{stop.where}.",
        "Which shape has each of them before they come together, and which should it have?",
    )


def divided_by_zero(stop: Stop) -> Named | None:
    """A division by zero."""
    if stop.raised.kind != "ZeroDivisionError" or not stop.in_their_code:
        return None
    return Named(
        "divides by 0",
        f"{stop.name} divides by something that is 0 on this case{stop.where}.",
        "What is the divisor there, and what should come back where it is 0?",
    )


def in_place(stop: Stop) -> Named | None:
    """Decimals written into an array of whole numbers."""
    if not stop.says("Cannot cast ufunc '.*' output from dtype.'float"):
        return None
    return Named(
        "decimals in place",
        f"{stop.name} changes an array of whole numbers in place{stop.where}, and what comes out "
        "has decimals.",
        "Whose array is it that the line changes, and could it make a new one?",
    )
