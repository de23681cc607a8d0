"""Events: who does what to whom, by cases, and what holds for every text."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.codebook import EventType, Status
from dateline.model.claims import Claim, Event
from dateline.model.evidence import check
from dateline.reading import read
from dateline.reading.anchors import lexicon
from dateline.reading.events import read_events
from dateline.reading.participants import weights
from tests.reading.analysed import cases, setting

ALL = [parameter.values[0] for parameter in cases("events")]


def _events(text: str) -> list[tuple[Claim, Event]]:
    found = setting(text)
    claims = read_events(found.analysis, found.report, found.names, found.attribution)
    return [(claim, claim.content) for claim in claims if isinstance(claim.content, Event)]


def _named(event: Event) -> tuple[list[str], list[str]]:
    return [p.name for p in event.actors], [p.name for p in event.recipients]


@pytest.mark.parametrize("case", [c for c in cases("events") if "events" in c.values[0]])
def test_who_does_what_to_whom(case: dict[str, Any]) -> None:
    read_here = [
        (event.type.value, claim.evidence.quote, *_named(event)) for claim, event in _events(case["text"])
    ]
    for kind, anchor, actors, recipients in case["events"]:
        assert any(
            t == kind and (anchor in q or q in anchor) and (a, r) == (actors, recipients)
            for t, q, a, r in read_here
        ), read_here


@pytest.mark.parametrize("case", [c for c in cases("events") if "none" in c.values[0]])
def test_words_of_other_senses_are_no_events(case: dict[str, Any]) -> None:
    assert case["none"] not in [event.type.value for _, event in _events(case["text"])]


@pytest.mark.parametrize("case", cases("events"))
def test_every_value_stands_in_the_text(case: dict[str, Any]) -> None:
    for claim, event in _events(case["text"]):
        check(case["text"], claim.evidence)
        check(case["text"], claim.passage)
        for party in (*event.actors, *event.recipients):
            check(case["text"], party.evidence)
            assert party.name == party.evidence.quote
        assert 0.0 < claim.confidence <= 1.0
        assert {"type", "status"} <= {ground.field for ground in claim.grounds}


def test_an_attack_and_its_victims_are_one_event() -> None:
    events = [event for _, event in _events("A bomb attack by the rebels killed three soldiers in Marwa.")]
    assaults = [event for event in events if event.type is EventType.ASSAULT]
    assert [_named(event) for event in assaults] == [(["rebels"], ["soldiers"])]


def test_an_event_told_twice_is_entered_once() -> None:
    text = "Rebels attacked the army base in Marwa. The attack on the army lasted an hour."
    assert [event.type for _, event in _events(text)].count(EventType.ASSAULT) == 1


def test_a_denied_event_is_entered_beside_the_claimed_one() -> None:
    text = "The army killed two farmers, villagers said. The army has not killed any farmers, a general said."
    statuses = {claim.status for claim, event in _events(text) if event.type is EventType.ASSAULT}
    assert statuses == {Status.OCCURRED, Status.NOT_OCCURRED}


def test_mode_is_kept_where_the_words_say_it() -> None:
    [(_, event)] = [e for e in _events("Israeli warplanes bombed a depot.") if e[1].type is EventType.ASSAULT]
    assert event.mode in ("explosives", "aerial")


def test_saying_alone_is_no_event() -> None:
    assert _events("The minister said the weather was good.") == []


def test_reading_twice_gives_the_same_claims() -> None:
    text = " ".join(case["text"] for case in ALL[:12])
    found = setting(text)
    assert read(found.report, found.analysis) == read(found.report, found.analysis)


@settings(max_examples=15, deadline=None)
@given(st.lists(st.sampled_from([case["text"] for case in ALL]), min_size=1, max_size=4))
def test_events_come_in_text_order(texts: list[str]) -> None:
    starts = [claim.evidence.start for claim, _ in _events(" ".join(texts))]
    assert starts == sorted(starts)


def test_the_lexicon_covers_every_type() -> None:
    rows = [entry for entries in lexicon().values() for entry in entries]
    assert {row.type for row in rows} >= set(EventType)
    assert all(0.0 < row.weight <= 1.0 for row in rows)


def test_the_model_of_participants_knows_the_tree_best() -> None:
    for heard in (True, False):
        for table in weights(heard=heard).values():
            assert table["rule"] > 0 > table["nobody&rule gives one"]
