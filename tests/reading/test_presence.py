"""Civilian presence, by cases."""

from __future__ import annotations

from typing import Any

import pytest

from dateline.model.claims import Claim, Presence
from dateline.model.evidence import check
from dateline.reading.presence import read_presence
from tests.reading.analysed import cases, setting


def _presence(text: str) -> list[tuple[Claim, Presence]]:
    found = []
    for claim in read_presence(*setting(text).arguments):
        assert isinstance(claim.content, Presence)
        found.append((claim, claim.content))
    return found


@pytest.mark.parametrize("case", cases("presence"))
def test_presence_in_a_text(case: dict[str, Any]) -> None:
    rows = [
        [p.who.name, p.among and p.among.name, claim.status.value] for claim, p in _presence(case["text"])
    ]
    assert rows == case["presence"]


@pytest.mark.parametrize("case", cases("presence"))
def test_words_stand_in_the_text(case: dict[str, Any]) -> None:
    for claim, presence in _presence(case["text"]):
        for evidence in (claim.evidence, claim.passage, presence.who.evidence):
            check(case["text"], evidence)


def test_what_is_told_twice_is_entered_once() -> None:
    assert len(_presence("There were civilians in the convoy. There were civilians in the convoy.")) == 1
