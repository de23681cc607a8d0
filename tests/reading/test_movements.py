"""Movements, by cases and by their parts."""

from __future__ import annotations

from typing import Any

import pytest

from dateline.codebook import Status
from dateline.model.claims import Claim, Movement
from dateline.model.evidence import check
from dateline.reading.movements import read_movements
from tests.reading.analysed import cases, setting


def _movements(text: str) -> list[tuple[Claim, Movement]]:
    found = []
    for claim in read_movements(*setting(text).arguments):
        assert isinstance(claim.content, Movement)
        found.append((claim, claim.content))
    return found


@pytest.mark.parametrize("case", cases("movements"))
def test_trips_of_a_text(case: dict[str, Any]) -> None:
    found = _movements(case["text"])
    rows = [
        [m.who and m.who.name, m.origin and m.origin.name, m.destination and m.destination.name]
        for _, m in found
    ]
    assert rows == case["trips"]
    if "means" in case:
        assert [m.means and m.means.quote for _, m in found] == [case["means"]]
    if "via" in case:
        assert [[place.name for place in m.via] for _, m in found] == [[case["via"]]]


@pytest.mark.parametrize("case", cases("movements"))
def test_words_stand_in_the_text(case: dict[str, Any]) -> None:
    for claim, movement in _movements(case["text"]):
        for evidence in (claim.evidence, claim.passage, movement.means):
            if evidence is not None:
                check(case["text"], evidence)
        for place in (movement.origin, movement.destination, *movement.via):
            if place is not None:
                check(case["text"], place.evidence)


def test_the_place_of_a_movement_is_its_destination() -> None:
    ((claim, _),) = _movements("The fighters were taken from Arsal to Bukamal.")
    assert claim.place is not None
    assert claim.place.name == "Bukamal"


def test_without_a_destination_the_place_is_the_origin() -> None:
    ((claim, _),) = _movements("The rebels withdrew from Homs.")
    assert claim.place is not None
    assert claim.place.name == "Homs"


def test_a_believed_trip_is_possible() -> None:
    ((claim, _),) = _movements("The convoy was believed to be en route to Damascus from Lebanon.")
    assert claim.status is Status.POSSIBLE


def test_a_trip_told_twice_is_entered_once() -> None:
    assert len(_movements("The families returned to Raqqa. The families returned to Raqqa.")) == 1
