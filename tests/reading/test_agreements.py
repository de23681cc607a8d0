"""Agreements, by cases and by their parts."""

from __future__ import annotations

from typing import Any

import pytest

from dateline.codebook import Status
from dateline.model.claims import Agreement, Claim
from dateline.model.evidence import check
from dateline.reading.agreements import read_agreements
from tests.reading.analysed import cases, setting


def _agreements(text: str) -> list[tuple[Claim, Agreement]]:
    found = []
    for claim in read_agreements(*setting(text).arguments):
        assert isinstance(claim.content, Agreement)
        found.append((claim, claim.content))
    return found


@pytest.mark.parametrize("case", cases("agreements"))
def test_deals_of_a_text(case: dict[str, Any]) -> None:
    found = _agreements(case["text"])
    assert [[a.kind.value, sorted(p.name for p in a.parties)] for _, a in found] == [
        [kind, sorted(parties)] for kind, parties in case["deals"]
    ]
    if "guarantors" in case:
        assert [[p.name for p in a.guarantors] for _, a in found] == [case["guarantors"]]
    if "terms" in case:
        assert [[e.quote for e in a.terms] for _, a in found] == [case["terms"]]


@pytest.mark.parametrize("case", cases("agreements"))
def test_words_stand_in_the_text(case: dict[str, Any]) -> None:
    for claim, agreement in _agreements(case["text"]):
        for evidence in (claim.evidence, claim.passage, *agreement.terms):
            check(case["text"], evidence)
        for party in (*agreement.parties, *agreement.guarantors):
            check(case["text"], party.evidence)


def test_a_guarantor_is_no_party() -> None:
    ((_, agreement),) = _agreements("Qatar brokered a ceasefire between Israel and Hamas.")
    assert "Qatar" not in {party.name for party in agreement.parties}


def test_a_deal_asked_for_is_hypothetical() -> None:
    ((claim, _),) = _agreements("The United Nations called for a ceasefire.")
    assert claim.status is Status.HYPOTHETICAL
