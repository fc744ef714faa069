"""When a submission was handed in, as the file says that nbgrader puts beside it."""

from datetime import UTC, datetime, timedelta, timezone, tzinfo

from dateutil import parser, tz

_ZONES = {
    "WET": 0,
    "WEST": 1,
    "BST": 1,
    "CET": 1,
    "CEST": 2,
    "EET": 2,
    "EEST": 3,
    "MSK": 3,
    "IST": 5.5,
    "JST": 9,
    "KST": 9,
    "AEST": 10,
    "AEDT": 11,
    "EST": -5,
    "EDT": -4,
    "CST": -6,
    "CDT": -5,
    "MST": -7,
    "MDT": -6,
    "PST": -8,
    "PDT": -7,
}
"""Hours before Greenwich; where a name has several meanings, the one that most students live in."""


class UnknownZone(ValueError):
    """The time is in a zone that nobody here knows."""


def understood(text: str) -> datetime:
    """The time that a text means, in UTC and without a zone, as the gradebook keeps it.

    Args:
        text: a date and a time in any usual form; in UTC where no zone is named.

    Raises:
        UnknownZone: it names a zone that is not known.
        ValueError: it is no time.
        OverflowError: no calendar has it.
    """
    text = text.lstrip("\ufeff").strip()
    head, _, zone = text.rpartition(" ")
    if "/" in zone and (place := tz.gettz(zone)) is not None:
        time: datetime = parser.parse(head).replace(tzinfo=place)
    else:
        time = parser.parse(text, tzinfos=_zone)
    if time.tzinfo is not None:
        time = time.astimezone(UTC).replace(tzinfo=None)
    return time


def _zone(name: str | None, seconds: int | None) -> tzinfo | None:
    if seconds is not None:
        return timezone(timedelta(seconds=seconds))
    if name is None:
        return None
    if name in _ZONES:
        return timezone(timedelta(hours=_ZONES[name]))
    known: tzinfo | None = tz.gettz(name)
    if known is None:
        raise UnknownZone(f"{name} is no time zone that is known here")
    return known
