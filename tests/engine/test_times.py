"""A time is read as those who wrote it meant it, or it is named."""

import pytest

from grader.engine.gradebook.times import UnknownZone, understood


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2015-02-02 15:58:23.948203 UTC", "2015-02-02 15:58:23.948203"),
        ("2015-02-02 15:58:23 -0500", "2015-02-02 20:58:23"),
        ("2015-02-02 15:58:23 America/Los_Angeles", "2015-02-02 23:58:23"),
        ("2015-02-02T15:58:23+01:00", "2015-02-02 14:58:23"),
        ("2015-02-02 15:58:23", "2015-02-02 15:58:23"),
        ("11/20/2026 1:30 PM", "2026-11-20 13:30:00"),
        ("2026-11-20 13:30 PST", "2026-11-20 21:30:00"),
        ("2026-07-20 13:30:00 CEST", "2026-07-20 11:30:00"),
        ("\ufeff2026-11-20 13:30:00 UTC\r\n", "2026-11-20 13:30:00"),
        ("Fri, 20 Nov 2026 13:30:00 GMT", "2026-11-20 13:30:00"),
    ],
)
def test_a_time_is_read_as_it_was_meant(text: str, expected: str) -> None:
    assert str(understood(text)) == expected


def test_an_unknown_zone_is_named() -> None:
    with pytest.raises(UnknownZone, match="XYZT"):
        understood("2026-11-20 13:30:00 XYZT")
