"""Time expressions: hand-written cases, and what holds for all of them."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.codebook import EventType, Granularity, Status
from dateline.grounding.dates import Tense, ground_times, resolve_when, tense_of
from dateline.model.claims import Claim, Event, When
from dateline.model.evidence import Evidence

THURSDAY = date(2017, 8, 31)
CASES: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parents[1] / "cases/dates.yml").read_text("utf-8")
)
QUOTES = sorted({str(case["when"]) for case in CASES})


def resolve(quote: str, published: date | None = THURSDAY, tense: Tense | None = "past") -> When:
    return resolve_when(When(Evidence(0, len(quote), quote)), published=published, tense=tense)


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['when']} ({case['because']})")
def test_expression_covers_the_stated_days(case: dict[str, Any]) -> None:
    found = resolve(str(case["when"]), case.get("published", THURSDAY), case.get("tense", "past"))
    grain = Granularity(case["grain"]) if "grain" in case else None
    assert (found.first, found.last, found.granularity) == (case["first"], case.get("last"), grain), (
        found.reason
    )


def test_there_are_at_least_eighty_cases() -> None:
    assert len(CASES) >= 80


@pytest.mark.parametrize("tense", ["past", "future", None])
def test_every_refusal_says_why(tense: Tense | None) -> None:
    refused = [found for quote in QUOTES if (found := resolve(quote, tense=tense)).first is None]
    assert refused
    assert all(found.reason and found.last is None and found.granularity is None for found in refused)


@settings(deadline=None, max_examples=60)
@given(
    st.sampled_from(QUOTES),
    st.dates(date(1990, 1, 1), date(2040, 1, 1)),
    st.sampled_from(["past", "future", None]),
)
def test_first_day_never_lies_after_the_last(quote: str, published: date, tense: Tense | None) -> None:
    found = resolve(quote, published, tense)
    assert (found.first is None) == (found.last is None) == (found.granularity is None)
    if found.first and found.last:
        assert found.first <= found.last
        assert found.granularity is not Granularity.DAY or found.first == found.last


@settings(deadline=None, max_examples=60)
@given(st.sampled_from(QUOTES), st.dates(date(1990, 1, 1), date(2040, 1, 1)))
def test_past_never_ends_after_publication(quote: str, published: date) -> None:
    found = resolve(quote, published, "past")
    assert found.last is None or found.last <= published


@settings(deadline=None, max_examples=60)
@given(
    st.sampled_from(["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]),
    st.dates(),
)
def test_weekday_is_the_nearest_on_its_side(name: str, published: date) -> None:
    if not date(1900, 1, 10) < published < date(2100, 1, 1):
        return
    past, future = resolve(name, published, "past").first, resolve(name, published, "future").first
    assert past and future
    assert past.strftime("%A") == future.strftime("%A") == name
    assert 0 <= (published - past).days < 7
    assert 0 <= (future - published).days < 7


@settings(deadline=None, max_examples=60)
@given(st.dates(date(1950, 1, 1), date(2030, 1, 1)))
def test_full_date_needs_no_publication_date(day: date) -> None:
    written = f"{day.day} {day:%B} {day.year}"
    assert (resolve(written, None).first, resolve(written, None).last) == (day, day)


@settings(deadline=None, max_examples=60)
@given(st.sampled_from(QUOTES))
def test_case_and_spaces_change_nothing(quote: str) -> None:
    first, shouted = resolve(quote), resolve("  ".join(quote.upper().split()))
    assert (first.first, first.last) == (shouted.first, shouted.last)


@settings(deadline=None, max_examples=60)
@given(st.text(max_size=60))
def test_any_text_gives_days_or_a_reason(text: str) -> None:
    if text:
        found = resolve(text)
        assert found.reason


def test_occurred_and_ongoing_are_past_and_plans_lie_ahead() -> None:
    assert [tense_of(status) for status in (Status.OCCURRED, Status.ONGOING, Status.NOT_OCCURRED)] == [
        "past",
        "past",
        None,
    ]
    assert {tense_of(status) for status in (Status.PLANNED, Status.THREATENED)} == {"future"}


def test_status_of_a_claim_decides_the_side() -> None:
    text = "They met on Friday."
    when = When(Evidence(12, 18, "Friday"))

    def claim(status: Status) -> Claim:
        return Claim(
            Event(EventType.CONSULT), status, Evidence(5, 8, "met"), Evidence(0, len(text), text), when=when
        )

    claims = (claim(Status.OCCURRED), claim(Status.PLANNED))
    past, planned = ground_times(claims, published=THURSDAY)
    assert past.when and planned.when
    assert (past.when.first, planned.when.first) == (date(2017, 8, 25), date(2017, 9, 1))


def test_claim_without_time_stays_as_it_is() -> None:
    claim = Claim(Event(EventType.CONSULT), Status.OCCURRED, Evidence(0, 3, "met"), Evidence(0, 3, "met"))
    assert ground_times([claim], published=THURSDAY) == (claim,)


def test_without_a_publication_date_the_year_named_before_holds() -> None:
    def claim(start: int, quote: str) -> Claim:
        evidence = Evidence(start, start + len(quote), quote)
        return Claim(
            content=Event(EventType.ASSAULT),
            status=Status.OCCURRED,
            evidence=evidence,
            passage=evidence,
            when=When(evidence),
        )

    claims = [claim(100, "10 May"), claim(0, "November 2005"), claim(50, "21 November")]
    found = ground_times(claims, published=None)
    assert [c.when and c.when.first for c in found] == [
        date(2005, 5, 10),
        date(2005, 11, 1),
        date(2005, 11, 21),
    ]
    later = ground_times([claim(0, "10 May"), claim(50, "November 2005")], published=None)
    assert later[0].when is not None
    assert later[0].when.first is None
