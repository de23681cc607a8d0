"""Places of events, by cases."""

from __future__ import annotations

from typing import Any

import pytest

from dateline.codebook import EventType
from dateline.model.evidence import check
from dateline.reading.places import place_of
from tests.reading.analysed import cases, setting, token


@pytest.mark.parametrize("case", cases("places"))
def test_place_of_an_event(case: dict[str, Any]) -> None:
    found = setting(case["text"])
    place = place_of(found.analysis, token(case["text"], case["word"]), found.names, EventType.ASSAULT)
    assert (place and place.name) == case["place"]
    if place is not None:
        check(case["text"], place.evidence)


def test_an_attack_without_a_place_happens_where_the_report_is() -> None:
    text = "Shells fell in Aleppo. In Aleppo, doctors were busy. Ten people were killed."
    found = setting(text)
    place = place_of(found.analysis, token(text, "killed"), found.names, EventType.ASSAULT)
    assert place is not None
    assert place.name == "Aleppo"


def test_words_without_a_place_have_none_from_elsewhere() -> None:
    text = "Shells fell in Aleppo. The minister condemned the army."
    found = setting(text)
    assert place_of(found.analysis, token(text, "condemned"), found.names, EventType.ACCUSE) is None


def test_a_definite_noun_takes_the_town_up_again() -> None:
    text = "Soldiers entered Aleppo in Syria. Ten people were killed in the city."
    found = setting(text)
    place = place_of(found.analysis, token(text, "killed"), found.names, EventType.ASSAULT)
    assert place is not None
    assert place.name == "Aleppo"
