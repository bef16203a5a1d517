"""Cursors: what stands behind a row, and what is none of ours."""

import base64
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderation.errors import Missing
from moderation.store.paging import POINTS, decode, encode

MOMENTS = st.datetimes(timezones=st.just(UTC))
IDS = st.integers(1, 2**63 - 1)


def sealed(text: str) -> str:
    """A cursor as `encode` writes it, of anything."""
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


@given(moment=MOMENTS, row_id=IDS)
def test_a_cursor_says_behind_which_row_it_stands(moment, row_id):
    assert decode(encode(moment, row_id)) == (moment, row_id)


@given(moment=MOMENTS, row_id=IDS)
def test_a_cursor_is_bare_and_fits_an_address_as_it_is(moment, row_id):
    assert set(encode(moment, row_id)) <= set(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    )


@given(text=st.text() | st.text(alphabet="ABab01-_=").map(str) | st.text().map(lambda text: sealed(text)))
def test_whatever_else_is_sent_as_a_cursor_leads_nowhere_or_to_a_row(text):
    try:
        moment, row_id = decode(text)
    except Missing:
        return
    assert moment.tzinfo is UTC
    assert row_id > 0


@pytest.mark.parametrize(
    "inside",
    [
        "",
        "2026-03-11T09:14:00 7",
        "2026-03-11T09:14:00+00:00 0",
        "2026-03-11T09:14:00+00:00 -7",
        f"2026-03-11T09:14:00+00:00 {2**63}",
        "2026-03-11T09:14:00+00:00",
        "0001-01-01T00:00:00+14:00 7",
        "9999-12-31T23:59:59-14:00 7",
        "yesterday 7",
    ],
)
def test_a_sealed_cursor_of_no_moment_or_no_row_leads_nowhere(inside):
    with pytest.raises(Missing):
        decode(sealed(inside))


@given(points=st.integers(-(2**63) + 1, 2**63 - 1), row_id=IDS)
def test_a_cursor_of_an_order_by_points_is_read_as_one_and_as_no_other(points, row_id):
    cursor = encode(points, row_id)

    assert decode(cursor, POINTS) == (points, row_id)
    with pytest.raises(Missing):
        decode(cursor)


@given(moment=MOMENTS, row_id=IDS)
def test_a_cursor_of_an_order_by_time_is_none_of_an_order_by_points(moment, row_id):
    with pytest.raises(Missing):
        decode(encode(moment, row_id), POINTS)


@pytest.mark.parametrize("inside", [f"{2**63} 7", f"{-(2**63)} 7", "7", "x 7", "7 0", "7 7 7", "1e3 7"])
def test_a_sealed_cursor_of_no_points_leads_nowhere(inside):
    with pytest.raises(Missing):
        decode(sealed(inside), POINTS)


def test_a_moment_of_another_zone_is_the_same_moment():
    assert decode(sealed("2026-03-11T10:14:00+01:00 7")) == (datetime(2026, 3, 11, 9, 14, tzinfo=UTC), 7)
