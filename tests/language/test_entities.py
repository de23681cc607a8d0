"""Mending and sorting of names, and forces by list and pattern."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from dateline.model.analysis import Analysis, EntityKind

FORCE, PLACE, PERSON = EntityKind.FORCE, EntityKind.PLACE, EntityKind.PERSON
NORP, ORG = EntityKind.NATIONALITY, EntityKind.ORGANISATION

# Text, the model's own names, what must be found (kinds as above), in order.
CASES = [
    ("fighters of ISIS left", (), [("ISIS", FORCE)]),
    ("the Islamic State took it", (("Islamic State", "LOC"),), [("Islamic State", FORCE)]),
    ("men of IS were there", (), [("IS", FORCE)]),
    ("Jabhat al-Nusra left", (("Jabhat al-", "PER"), ("Nusra", "ORG")), [("Jabhat al-Nusra", FORCE)]),
    ("in Deir ez-Zor today", (("Zor", "LOC"),), [("ez-Zor", PLACE)]),
    ("in Ras al-Basit by sea", (("Ras al-", "LOC"), ("Basit", "LOC")), [("Ras al-Basit", PLACE)]),
    ("the Lebanese army left", (("Lebanese", "NORP"),), [("Lebanese army", FORCE)]),
    ("the US-led coalition left", (("US", "LOC"),), [("US-led coalition", FORCE)]),
    ("the Syrian government forces left", (("Syrian", "NORP"),), [("Syrian government forces", FORCE)]),
    ("the Kurdish rebels left", (("Kurdish", "NORP"),), [("Kurdish rebels", FORCE)]),
    ("the ISIS fighters left", (), [("ISIS", FORCE)]),
    ("the Syrian coalition left", (("Syrian", "NORP"),), [("Syrian", NORP)]),
    (
        "the Popular Liberation Front left",
        (("Popular Liberation Front", "ORG"),),
        [("Popular Liberation Front", FORCE)],
    ),
    ("the World Economic Front left", (("World Economic Front", "ORG"),), [("World Economic Front", ORG)]),
    ("Gen. Farid Nasser left", (("Gen. Farid Nasser", "PER"),), [("Farid Nasser", PERSON)]),
    ("Prime Minister Samir Aoun left", (("Prime Minister Samir Aoun", "PER"),), [("Samir Aoun", PERSON)]),
    ("President left", (("President", "PER"),), [("President", PERSON)]),
    (
        "in Afrin, northern Syria today",
        (("Afrin, northern Syria", "LOC"),),
        [("Afrin", PLACE), ("northern Syria", PLACE)],
    ),
    ("saw the Guardian there", (("the Guardian", "ORG"),), [("Guardian", ORG)]),
    ("saw The Hague there", (("The Hague", "LOC"),), [("The Hague", PLACE)]),
    (
        "saw G. Michael Westfall",
        (("G.", "PER"), ("Michael Westfall", "PER")),
        [("G. Michael Westfall", PERSON)],
    ),
    ("men of al Qaeda in Iraq left", (("Iraq", "LOC"),), [("al Qaeda in Iraq", FORCE)]),
    ("in Aleppo's east", (("Aleppo's", "LOC"),), [("Aleppo", PLACE)]),
]


def found(analysis: Analysis) -> list[tuple[str, EntityKind]]:
    kinds = {EntityKind.TIME, EntityKind.QUANTITY, EntityKind.MONEY}
    return [(analysis.words(e.first, e.last), e.kind) for e in analysis.entities if e.kind not in kinds]


@pytest.mark.parametrize(("text", "names", "expected"), CASES, ids=[case[0] for case in CASES])
def test_names(
    flat: Callable[..., Analysis],
    text: str,
    names: tuple[tuple[str, str], ...],
    expected: list[tuple[str, EntityKind]],
) -> None:
    assert found(flat(text, {"IS": "AUX"}, names)) == expected


def test_capitals_alone_do_not_make_a_group_of_a_verb(flat: Callable[..., Analysis]) -> None:
    assert found(flat("THE ROAD IS OPEN", {"IS": "AUX", "THE": "DET", "ROAD": "NOUN", "OPEN": "ADJ"})) == []


def test_a_time_wins_over_a_name_of_no_kind(flat: Callable[..., Analysis]) -> None:
    analysis = flat("on Wednesday morning", {}, (("Wednesday", "MISC"),))
    assert [(analysis.words(e.first, e.last), e.kind) for e in analysis.entities] == [
        ("Wednesday morning", EntityKind.TIME)
    ]


def test_numbers_within_names_are_no_quantities(flat: Callable[..., Analysis]) -> None:
    analysis = flat("the March 23 Movement left", {}, (("March 23 Movement", "ORG"),))
    assert len(analysis.entities) == 1


def test_a_last_name_is_the_person_everywhere_in_a_report(flat: Callable[..., Analysis]) -> None:
    analysis = flat(
        "drones flew at Nicolas Maduro. Guards led Maduro away. Then Maduro spoke.",
        {},
        (("Nicolas Maduro", "PER"),),
    )
    assert found(analysis) == [("Nicolas Maduro", PERSON), ("Maduro", PERSON), ("Maduro", PERSON)]
