"""Toponyms of whole texts against the gazetteer that comes along."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from dateline.codebook import ClaimKind, EventType, Precision, Status
from dateline.grounding.gazetteer import Gazetteer, open_gazetteer
from dateline.grounding.place_context import find_countries
from dateline.grounding.place_phrases import read_phrase
from dateline.grounding.toponyms import find_places, ground_places, resolve_toponyms
from dateline.model.analysis import Analysis
from dateline.model.claims import Claim, Event, Location, Movement, PlaceLink
from dateline.model.evidence import Evidence, cite

CASES = yaml.safe_load((Path(__file__).parents[1] / "cases" / "toponyms.yml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return open_gazetteer()


def at(text: str, words: str) -> Evidence:
    start = text.index(words)
    return cite(text, start, start + len(words))


def resolve(text: str, *names: str, gazetteer: Gazetteer) -> tuple[PlaceLink | None, ...]:
    return resolve_toponyms([at(text, name) for name in names], text=text, gazetteer=gazetteer)


@pytest.mark.parametrize("case", CASES, ids=[f"{case['name']}-{case['place']}" for case in CASES])
def test_toponym_means_what_a_careful_reader_takes_it_for(case: dict[str, Any], gazetteer: Gazetteer) -> None:
    link = resolve(case["text"], case["name"], *case.get("also", ()), gazetteer=gazetteer)[0]
    if case["place"] is None:
        assert link is None
        return
    assert link is not None
    assert (link.chosen.place_id, link.precision) == (case["place"], Precision(case["precision"])), case[
        "reason"
    ]


def test_name_means_one_place_throughout_a_report(gazetteer: Gazetteer) -> None:
    text = "Gunmen fought in Tripoli. The Lebanese city of Tripoli was quiet later. Troops left Tripoli."
    starts = [i for i in range(len(text)) if text.startswith("Tripoli", i)]
    links = resolve_toponyms([cite(text, i, i + 7) for i in starts], text=text, gazetteer=gazetteer)
    assert [link and link.chosen.country for link in links] == ["LB", "LB", "LB"]


def test_name_means_two_places_where_the_text_says_so(gazetteer: Gazetteer) -> None:
    text = "He flew from Tripoli in Libya to the Lebanese city of Tripoli."
    starts = [i for i in range(len(text)) if text.startswith("Tripoli", i)]
    links = resolve_toponyms([cite(text, i, i + 7) for i in starts], text=text, gazetteer=gazetteer)
    assert [link and link.chosen.country for link in links] == ["LY", "LB"]


def test_link_keeps_at_most_five_candidates_best_first(gazetteer: Gazetteer) -> None:
    (link,) = resolve("Shops opened in San Juan.", "San Juan", gazetteer=gazetteer)
    assert link is not None
    scores = [candidate.score for candidate in link.candidates]
    assert len(scores) == 5
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= score <= 1 for score in scores)


def test_order_of_toponyms_changes_nothing(gazetteer: Gazetteer) -> None:
    text = "From Arsal in Lebanon they went by way of Homs to Bukamal and Deir al-Zour province."
    names = ["Arsal", "Lebanon", "Homs", "Bukamal", "Deir al-Zour province"]
    forward = resolve(text, *names, gazetteer=gazetteer)
    assert resolve(text, *reversed(names), gazetteer=gazetteer) == forward[::-1]


def claim(text: str, content: Event | Movement, place: Location | None = None) -> Claim:
    return Claim(content, Status.OCCURRED, at(text, "struck"), cite(text, 0, len(text)), place=place)


def test_grounding_links_every_location_and_sets_the_country(gazetteer: Gazetteer) -> None:
    text = "Jets struck a convoy that had left Arsal in Lebanon for Bukamal in Syria by way of Palmyra."
    places = {name: Location(name, at(text, name)) for name in ("Arsal", "Bukamal", "Palmyra")}
    movement = Movement(None, places["Arsal"], (places["Palmyra"],), places["Bukamal"])
    claims = (claim(text, movement), claim(text, Event(EventType.ASSAULT), places["Palmyra"]))
    grounded = ground_places(claims, analysis=Analysis(text, (), (), ()), gazetteer=gazetteer)
    content = grounded[0].content
    assert isinstance(content, Movement)
    ends = (content.origin, *content.via, content.destination)
    assert [end and end.country for end in ends] == ["LB", "SY", "SY"]
    assert grounded[1].country == "SY"
    assert grounded[1].kind is ClaimKind.EVENT


def test_event_without_a_place_lies_where_the_report_lies(gazetteer: Gazetteer) -> None:
    text = "Jets struck again. Aid trucks waited in Idlib and Aleppo in Syria."
    place = Location("Idlib", at(text, "Idlib"))
    claims = (claim(text, Event(EventType.ASSAULT), place), claim(text, Event(EventType.ASSAULT)))
    grounded = ground_places(claims, analysis=Analysis(text, (), (), ()), gazetteer=gazetteer)
    assert grounded[1].country == "SY"


def test_spoken_act_without_a_place_has_no_country(gazetteer: Gazetteer) -> None:
    text = "France condemned whoever struck Idlib in Syria."
    grounded = ground_places(
        (claim(text, Event(EventType.ACCUSE)),), analysis=Analysis(text, (), (), ()), gazetteer=gazetteer
    )
    assert grounded[0].country is None


def test_find_places_keeps_to_the_country(gazetteer: Gazetteer) -> None:
    found = find_places("Tripoli", gazetteer, "lb")
    assert [place.place_id for place in found][:1] == ["gn:266826"]
    assert {place.country for place in found} == {"LB"}


@pytest.mark.parametrize(
    ("words", "core", "kind", "direction"),
    [
        ("the town of Qaa", "Qaa", "settlement", ""),
        ("al-Hawl refugee camp", "al-Hawl", "site", ""),
        ("north-west Syria", "Syria", "", "north-west"),
        ("southern Idlib", "Idlib", "", "south"),
        ("Diyala Province", "Diyala", "region", ""),
        ("outskirts of Damascus", "Damascus", "around", ""),
    ],
)
def test_phrase_yields_core_kind_and_direction(words: str, core: str, kind: str, direction: str) -> None:
    phrase = read_phrase(words)
    assert (phrase.core, phrase.kind, phrase.direction) == (core, kind, direction)


def test_countries_and_peoples_are_found_in_order() -> None:
    text = "U.S. officials met South Korean and Lebanese envoys in New Mexico."
    assert [mention.country for mention in find_countries(text)] == ["US", "KR", "LB"]
