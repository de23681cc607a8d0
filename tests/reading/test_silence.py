"""Silence: who has not commented, declined to or could not be reached, and on what."""

from __future__ import annotations

from typing import Any

import pytest

from dateline.codebook import Status
from dateline.model.claims import Claim, Silence
from dateline.model.evidence import check
from dateline.reading.silence import read_silence
from tests.reading.analysed import cases, setting


def _silences(text: str) -> list[tuple[Claim, Silence]]:
    found = setting(text)
    claims = read_silence(found.analysis, found.report, found.names, found.attribution)
    return [(claim, claim.content) for claim in claims if isinstance(claim.content, Silence)]


@pytest.mark.parametrize("case", cases("silence"))
def test_silences_of_a_text(case: dict[str, Any]) -> None:
    rows = [
        [content.who.name, content.kind.value, content.about.quote if content.about else None]
        for _, content in _silences(case["text"])
    ]
    assert rows == case["silences"]


@pytest.mark.parametrize("case", cases("silence"))
def test_silences_stand_in_the_text(case: dict[str, Any]) -> None:
    for claim, content in _silences(case["text"]):
        check(case["text"], claim.evidence)
        check(case["text"], claim.passage)
        check(case["text"], content.who.evidence)
        assert claim.status is Status.OCCURRED


def test_a_silence_that_is_told_by_somebody_is_theirs() -> None:
    ((claim, _),) = _silences("The army said the ministry had not commented on the shelling.")
    assert [party.name for party in claim.attribution] == ["army"]


def test_the_evidence_is_the_whole_verb_group() -> None:
    ((claim, _),) = _silences("The embassy has not commented on the raid.")
    assert claim.evidence.quote == "has not commented"
