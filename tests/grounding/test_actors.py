"""Parties' names: hand-written cases, the data files' consistency, and what holds for every name."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from dateline.codebook import (
    ActorKind,
    AgreementKind,
    CustodyState,
    EventType,
    Measure,
    SilenceKind,
    Status,
)
from dateline.grounding.actors import ground_parties, ground_party
from dateline.grounding.agent_parts import load_agents, load_coalitions
from dateline.grounding.parties import load_parties
from dateline.grounding.party_names import fold_name, normalise_name
from dateline.model.analysis import EntityKind
from dateline.model.claims import (
    Agreement,
    Claim,
    Content,
    Count,
    Custody,
    Event,
    Movement,
    Party,
    Presence,
    Silence,
)
from dateline.model.evidence import Evidence

DAY = date(2017, 8, 31)
CASES: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parents[1] / "cases/actors.yml").read_text("utf-8")
)


def party(name: str, start: int = 0) -> Party:
    return Party(name, Evidence(start, start + len(name), name))


def claim(content: Content, *holders: Party) -> Claim:
    words = Evidence(0, 4, "said")
    return Claim(content, Status.OCCURRED, words, words, attribution=holders)


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['name']} ({case['because']})")
def test_name_is_grounded_to_the_stated_actor(case: dict[str, Any]) -> None:
    link = ground_party(case["name"], on=case.get("day", DAY), country=case.get("country"))
    assert link.actor_id == f"act_{case['id']}", link
    assert link.kind == case.get("kind", link.kind), link
    assert link.code == case.get("code", link.code), link


def test_there_are_at_least_sixty_cases() -> None:
    assert len(CASES) >= 60


def test_files_hold_the_promised_parties_and_aliases() -> None:
    parties = load_parties()
    listed = {row.id for rows in parties.rows.values() for row in rows} - {
        state.id for state in parties.states.values()
    }
    assert len(listed) >= 800
    assert parties.written >= 3000


def test_every_region_is_represented() -> None:
    armed = {ActorKind.REBEL_GROUP, ActorKind.POLITICAL_MILITIA, ActorKind.IDENTITY_MILITIA}
    countries = {row.country for rows in load_parties().rows.values() for row in rows if row.kind in armed}
    assert len(countries) >= 50


def test_shared_alias_is_dated_or_marked() -> None:
    parties = load_parties()
    for name, bearers in parties.names.items():
        if len(bearers) > 1:
            unmarked = [
                bearer for bearer in bearers if not any("shared:" in row.note for row in parties.rows[bearer])
            ]
            assert not unmarked, f"{name!r} is borne by {bearers}; mark it with 'shared:' in the notes"


def test_rows_of_a_party_do_not_overlap_in_time() -> None:
    for party_id, rows in load_parties().rows.items():
        for before, after in pairwise(rows):
            ordered = sorted((before, after), key=lambda row: row.first or date.min)
            assert ordered[0].last and ordered[1].first and ordered[0].last < ordered[1].first, party_id


def test_every_affiliation_is_a_party_or_a_branch_of_a_state() -> None:
    parties = load_parties()
    branches = {
        f"{state.id}_{agent.branch}" for state in parties.states.values() for agent in load_agents().values()
    }
    rows = [row for held in parties.rows.values() for row in held if row.affiliation]
    assert rows
    assert not [
        row.id for row in rows if row.affiliation not in parties.rows and row.affiliation not in branches
    ]


def test_every_country_and_coalition_is_known() -> None:
    parties = load_parties()
    assert not {row.country for rows in parties.rows.values() for row in rows} - set(parties.states) - {None}
    assert set(load_coalitions().values()) <= set(parties.rows)
    assert set(load_coalitions()) <= set(parties.states)


def test_states_include_every_member_of_the_united_nations_and_the_disputed_ones() -> None:
    states = load_parties().states
    assert len(states) >= 197
    assert {"XK", "PS", "TW", "EH", "VA", "SS", "TL", "ME"} <= set(states)


@pytest.mark.parametrize("country", sorted(load_parties().states))
def test_army_and_people_of_every_state_are_named_by_rule(country: str) -> None:
    state = load_parties().states[country]
    for adjective in state.adjectives:
        army, people = (ground_party(f"{adjective} {noun}", on=DAY) for noun in ("soldiers", "villagers"))
        assert (army.country, army.kind) == (country, ActorKind.STATE_FORCE), adjective
        assert (people.country, people.kind) == (country, ActorKind.CIVILIANS), adjective


def test_every_written_alias_leads_to_one_of_its_bearers() -> None:
    parties = load_parties()
    for name, bearers in list(parties.names.items())[::7]:
        link = ground_party(name.title(), on=None)
        if normalise_name(name.title()) == name:
            assert link.actor_id.removeprefix("act_") in bearers, name


@settings(deadline=None, max_examples=60)
@given(st.text(min_size=1, max_size=60))
def test_no_name_is_dropped(name: str) -> None:
    link = ground_party(name, on=DAY)
    assert link.actor_id.startswith("act_")
    assert len(link.actor_id) > 4
    assert link.reason
    assert 0 < link.score <= 1


@settings(deadline=None, max_examples=60)
@given(st.sampled_from([case["name"] for case in CASES if case["name"] != case["name"].lower()]))
def test_spaces_points_and_quotes_change_nothing(name: str) -> None:
    assert (
        ground_party(f"“{name}”", on=DAY).actor_id == ground_party(name.replace(" ", "  "), on=DAY).actor_id
    )


@settings(deadline=None, max_examples=60)
@given(st.text(max_size=40))
@example("U:D")
def test_normal_form_is_stable(name: str) -> None:
    once = normalise_name(name)
    assert normalise_name(once) == once
    assert fold_name(fold_name(once)) == fold_name(once)


def test_entity_kind_tells_a_person_from_a_role() -> None:
    assert ground_party("Marshal Guard", on=DAY, entity=EntityKind.PERSON).kind is ActorKind.PERSON


def test_without_a_day_a_party_is_what_it_is_now() -> None:
    assert ground_party("Taliban", on=None).kind is ActorKind.STATE


def test_outside_its_dates_a_party_is_found_with_less_certainty() -> None:
    inside, outside = (
        ground_party("Police Service of Northern Ireland", on=day) for day in (DAY, date(1990, 1, 1))
    )
    assert outside.actor_id == inside.actor_id
    assert outside.score < inside.score


def test_every_party_of_every_kind_of_claim_is_grounded() -> None:
    soldiers, group, envoy = party("Lebanese soldiers"), party("Hezbollah"), party("UN envoy")
    claims = [
        claim(Event(EventType.ASSAULT, (soldiers,), (group,)), envoy, soldiers),
        claim(Count(Measure.KILLED, soldiers, 9, 9)),
        claim(Count(Measure.KILLED, None, 9, 9)),
        claim(Movement(group)),
        claim(Agreement(AgreementKind.CEASEFIRE, (soldiers, group), guarantors=(envoy,))),
        claim(Presence(soldiers, group)),
        claim(Custody(soldiers, CustodyState.HELD, group)),
        claim(Silence(envoy, SilenceKind.DECLINED)),
    ]
    grounded = ground_parties(claims, published=DAY)
    expected = {
        "Lebanese soldiers": "act_lebanon_military",
        "Hezbollah": "act_hezbollah",
        "UN envoy": "act_united_nations",
    }
    seen: dict[str, set[str]] = defaultdict(set)
    for found in grounded:
        for one in _parties(found):
            assert one.actor is not None
            seen[one.name].add(one.actor.actor_id)
    assert seen == {name: {actor} for name, actor in expected.items()}


def test_place_of_the_claim_serves_its_parties_but_not_its_holders() -> None:
    police = party("police")
    there = replace(claim(Event(EventType.COERCE, (police,)), police), country="EG")
    (found,) = ground_parties([there], published=DAY)
    assert isinstance(found.content, Event)
    actor, holder = found.content.actors[0].actor, found.attribution[0].actor
    assert actor and holder
    assert (actor.country, holder.country) == ("EG", None)


def _parties(found: Claim) -> list[Party]:
    content, parties = found.content, [*found.attribution]
    for name in ("actors", "recipients", "parties", "guarantors"):
        parties.extend(getattr(content, name, ()))
    for name in ("who", "among", "by"):
        if (one := getattr(content, name, None)) is not None:
            parties.append(one)
    return parties
