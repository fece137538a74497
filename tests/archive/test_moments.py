from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compare.archive.moments import FIRST_YEAR, LAST_YEAR, moment

DAY = int(datetime(2015, 3, 19, tzinfo=UTC).timestamp())


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("2015-03-19", DAY),
        ("2015-03-19T10:32:00Z", DAY + 37_920),
        ("2015-03-19T10:32:00.000+01:00", DAY + 34_320),
        ("2015-03-19 10:32", DAY + 37_920),
        ("20150319", DAY),
        (20150319, DAY),
        ("Thu, 19 Mar 2015 10:32:00 GMT", DAY + 37_920),
        ("Thu, 19 Mar 2015 10:32:00 -0500", DAY + 55_920),
        ("Thursday, 19 March 2015", DAY),
        ("March 19, 2015", DAY),
        (DAY, DAY),
        (DAY * 1000, DAY),
        (str(DAY * 1000), DAY),
        (DAY * 10**9, DAY),
        (float(DAY), DAY),
        (datetime(2015, 3, 19), DAY),
        (datetime(2015, 3, 19, tzinfo=UTC), DAY),
        (date(2015, 3, 19), DAY),
    ],
)
def test_a_date_is_read(value: object, seconds: int) -> None:
    assert moment(value) == (seconds, False)


@pytest.mark.parametrize("value", ["", "  ", None, "null", 0, "0", float("nan"), True])
def test_no_date_is_none_and_no_complaint(value: object) -> None:
    assert moment(value) == (None, False)


@pytest.mark.parametrize(
    "value",
    ["0000-00-00", "0000-01-01", "3000-01-01", "03/04/2015", "soon", "2015", 2015, "9" * 25, "x" * 5000, 10**30,
     "2015-02-30", "Thu, 99 Mar 2015 10:32:00 GMT", date(1, 1, 1), datetime(3000, 1, 1), float("inf"), ["2015"]],
)  # fmt: skip
def test_what_cannot_be_believed_is_none_and_told(value: object) -> None:
    assert moment(value) == (None, True)


@given(st.one_of(st.text(max_size=40), st.integers(), st.floats(), st.datetimes(), st.dates(), st.binary(max_size=5)))
def test_anything_is_a_believable_time_or_none(value: object) -> None:
    seconds, _ = moment(value)
    assert seconds is None or FIRST_YEAR <= datetime.fromtimestamp(seconds, UTC).year <= LAST_YEAR + 1


@given(st.datetimes(datetime(FIRST_YEAR + 1, 1, 1), datetime(LAST_YEAR, 1, 1)))
def test_iso_8601_is_read_to_the_second(when: datetime) -> None:
    assert moment(when.isoformat()) == (int(when.replace(tzinfo=UTC).timestamp() // 1), False)
