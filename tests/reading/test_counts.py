"""Counts, by cases and by what holds for any count."""

from __future__ import annotations

from typing import Any

import pytest

from dateline.codebook import Measure, Status
from dateline.model.claims import Claim, Count
from dateline.model.evidence import check
from dateline.reading import read
from dateline.reading.counts import read_counts
from tests.reading.analysed import cases, setting

Row = tuple[str, int | None, int | None, bool]


def _counts(text: str) -> list[tuple[Claim, Count]]:
    found = []
    for claim in read_counts(*setting(text).arguments):
        assert isinstance(claim.content, Count)
        found.append((claim, claim.content))
    return found


def _row(entry: list[Any]) -> Row:
    return entry[0], entry[1], entry[2], "approx" in entry[4:]


@pytest.mark.parametrize("case", cases("counts"))
def test_counts_of_a_text(case: dict[str, Any]) -> None:
    found = _counts(case["text"])
    rows = [(c.measure.value, c.low, c.high, c.approx) for _, c in found]
    assert sorted(rows, key=str) == sorted(map(_row, case["counts"]), key=str)
    for _, _, _, words, *_ in case["counts"]:
        assert any(words in claim.evidence.quote or claim.evidence.quote in words for claim, _ in found), (
            words
        )


@pytest.mark.parametrize("case", cases("counts"))
def test_words_stand_in_the_text(case: dict[str, Any]) -> None:
    for claim, content in _counts(case["text"]):
        check(case["text"], claim.evidence)
        check(case["text"], claim.passage)
        assert claim.passage.start <= claim.evidence.start < claim.evidence.end <= claim.passage.end
        if content.who is not None:
            check(case["text"], content.who.evidence)
            assert content.who.name == content.who.evidence.quote


def test_a_part_names_its_whole() -> None:
    text = "The attack killed 17 civilians, including 12 children."
    (whole, _), (_, part) = _counts(text)
    assert part.whole == f"{whole.evidence.start}:{whole.evidence.end}"


def test_a_whole_is_no_part() -> None:
    assert _counts("The attack killed 17 civilians, including 12 children.")[0][1].whole is None


def test_bare_numbers_count_nobody_named() -> None:
    text = "A mortar hit the market, killing 12 and wounding 30."
    assert [count.who for _, count in _counts(text)] == [None, None]


def test_counted_people_go_without_their_number() -> None:
    ((_, count),) = _counts("At least 25 militants were wounded.")
    assert count.who is not None
    assert count.who.name == "militants"


def test_standing_numbers_are_ongoing() -> None:
    ((claim, count),) = _counts("The militia has 8,000 fighters in the valley.")
    assert count.measure is Measure.FIGHTERS
    assert claim.status is Status.ONGOING


def test_the_dead_are_not_ongoing() -> None:
    ((claim, _),) = _counts("Twelve people were killed in Marwa.")
    assert claim.status is Status.OCCURRED


def test_a_count_has_the_place_of_its_clause() -> None:
    ((claim, _),) = _counts("Twelve people were killed in Damascus.")
    assert claim.place is not None
    assert claim.place.name == "Damascus"


def test_a_number_belongs_to_its_speaker() -> None:
    ((claim, _),) = _counts("The health ministry said 12 people were killed.")
    assert [party.name for party in claim.attribution] == ["health ministry"]


def test_the_same_number_of_the_same_people_is_entered_once() -> None:
    text = (
        "Twelve people were killed in Marwa. The army confirmed nothing. Twelve people were killed in Marwa."
    )
    assert len(_counts(text)) == 1


@pytest.mark.parametrize("ending", ["of the 30 wounded, 11 of", "Another 11", "At least", "11 more"])
def test_a_text_that_breaks_off_in_a_number_is_read(ending: str) -> None:
    found = setting(f"Shells killed 20 people in Marwa. {ending}")
    claims = read(found.report, found.analysis)
    assert claims
