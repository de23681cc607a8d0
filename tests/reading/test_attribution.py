"""Attribution: whose claim each word is, by cases and by what holds for any text."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from dateline.codebook import EventType
from dateline.model.evidence import check
from dateline.reading.attribution import read_attribution
from dateline.reading.cue_words import lexicon
from dateline.reading.quotations import read_quotations
from dateline.reading.speakers import is_outlet
from tests.reading.analysed import cases, setting, token


def _chain(case: dict[str, Any]) -> list[str]:
    found = setting(case["text"])
    report = replace(found.report, outlet=case.get("outlet"))
    attribution = read_attribution(found.analysis, report, found.names)
    return [party.name for party in attribution.chain(token(case["text"], case["word"]))]


@pytest.mark.parametrize("case", cases("attribution"))
def test_holders_of_a_word(case: dict[str, Any]) -> None:
    assert _chain(case) == case["chain"]


@pytest.mark.parametrize("case", cases("attribution"))
def test_holders_stand_in_the_text(case: dict[str, Any]) -> None:
    found = setting(case["text"])
    for word in found.analysis.tokens:
        for party in found.attribution.chain(word.index):
            check(case["text"], party.evidence)
        ground = found.attribution.ground(word.index)
        assert (ground is None) == (not found.attribution.chain(word.index))


def test_verbs_of_saying_are_no_events() -> None:
    text = "The army said rebels shelled Marwa."
    attribution = setting(text).attribution
    assert token(text, "said") in attribution.cues
    assert token(text, "shelled") not in attribution.cues


def test_accusing_is_an_event() -> None:
    text = "The lawyers accused the police of torturing prisoners."
    assert token(text, "accused") not in setting(text).attribution.cues


def test_the_ground_names_the_cue() -> None:
    text = "The army said rebels shelled Marwa."
    ground = setting(text).attribution.ground(token(text, "shelled"))
    assert ground is not None
    assert (ground.rule, ground.evidence.quote if ground.evidence else None) == ("cue:say", "said")


def test_a_request_made_by_must_is_the_speakers_own_act() -> None:
    text = "The envoy said the rebels must leave Marwa."
    attribution = setting(text).attribution
    leave = token(text, "leave")
    assert [party.name for party in attribution.chain(leave)] == ["envoy"]
    assert attribution.chain(leave, EventType.REQUEST) == ()


def test_a_press_statement_goes_on_without_quotation_marks() -> None:
    text = "Foreign Minister Lena Haddad said: I am relieved. We welcome the truce. Rebels bombed the bridge."
    chain = setting(text).attribution.chain(token(text, "bombed"))
    assert [party.name for party in chain] == ["Lena Haddad"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('He said "they fled" and left.', ["they fled"]),
        ("“One.” He said. “Two.”", ["One.", "Two."]),
        ("He called it ‘a crime’ then.", ["a crime"]),
        ("It's the army's doing.", []),
        ("“Never closed. Still open.", ["Never closed. Still open."]),
        ("«Ils sont partis», he said.", ["Ils sont partis"]),
    ],
)
def test_quotations_of_a_text(text: str, words: list[str]) -> None:
    analysis = setting(text).analysis
    assert [analysis.words(q.first, q.last) for q in read_quotations(analysis)] == words


@pytest.mark.parametrize("name", ["AFP", "New York Times", "Al Jazeera", "Xinhua news agency", "Daily Star"])
def test_names_of_outlets(name: str) -> None:
    assert is_outlet(name)


@pytest.mark.parametrize("name", ["army", "Adam Reyes", "times", "ministry", "news reports"])
def test_names_of_others(name: str) -> None:
    assert not is_outlet(name)


def test_lists_of_cues_are_lower_case() -> None:
    words = [word for table in lexicon().nouns.values() for word in table]
    assert [word for word in [*lexicon().verbs, *words] if word != word.lower()] == []
