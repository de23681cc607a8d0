"""Custody, by cases."""

from __future__ import annotations

from typing import Any

import pytest

from dateline.model.claims import Claim, Custody
from dateline.model.evidence import check
from dateline.reading.custody import read_custody
from tests.reading.analysed import cases, setting


def _custody(text: str) -> list[tuple[Claim, Custody]]:
    found = []
    for claim in read_custody(*setting(text).arguments):
        assert isinstance(claim.content, Custody)
        found.append((claim, claim.content))
    return found


@pytest.mark.parametrize("case", cases("custody"))
def test_custody_in_a_text(case: dict[str, Any]) -> None:
    rows = [[c.who.name, c.state.value, c.by and c.by.name] for _, c in _custody(case["text"])]
    assert sorted(rows, key=str) == sorted(case["custody"], key=str)


@pytest.mark.parametrize("case", cases("custody"))
def test_words_stand_in_the_text(case: dict[str, Any]) -> None:
    for claim, custody in _custody(case["text"]):
        for evidence in (claim.evidence, claim.passage, custody.who.evidence):
            check(case["text"], evidence)


def test_death_of_people_known_to_be_held_is_entered() -> None:
    text = "Gunmen kidnapped three engineers. The engineers were killed on Monday."
    assert [c.state.value for _, c in _custody(text)] == ["held", "dead"]


def test_what_is_told_twice_is_entered_once() -> None:
    assert len(_custody("Gunmen kidnapped the engineers. Gunmen kidnapped the engineers.")) == 1
