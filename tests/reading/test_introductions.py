"""Introductions: roles and first descriptions that go by a name told elsewhere."""

from __future__ import annotations

import pytest

from dateline.model.evidence import check
from tests.reading.analysed import setting, token

CASES = [
    (
        "Prime Minister Anton Blair met the union on Monday. The prime minister denied the report.",
        "minister",
        "Anton Blair",
    ),
    (
        "The Turkish president, Kemal Aydin, spoke in Ankara. Later the Turkish president left.",
        "left",
        None,
    ),
    (
        "A former director of the service has said the man should return. Richard Barlow, who ran it until 2004, "
        "said he was no threat.",
        "director",
        "Richard Barlow",
    ),
    (
        "A Maoist leader was killed in Bastar on Friday. Budh Ramji was killed when police raided a camp.",
        "leader",
        "Budh Ramji",
    ),
    (
        "A resident said the bridge had fallen. Colonel Omar Haddad, a spokesman for the army, said it stood.",
        "resident",
        "resident",
    ),
    (
        "French Foreign Minister Jean Morel flew home. The German foreign minister stayed.",
        "stayed",
        None,
    ),
]


@pytest.mark.parametrize(("text", "word", "name"), CASES)
def test_a_description_goes_by_the_name_that_the_report_gives(text: str, word: str, name: str | None) -> None:
    names = setting(text).names
    party = names.party(token(text, word))
    assert (party.name if party else None) == name


def test_another_states_minister_is_another_person() -> None:
    text = "French Foreign Minister Jean Morel flew home. The German foreign minister stayed."
    names = setting(text).names
    last = [t.index for t in setting(text).analysis.tokens if t.form == "minister"][-1]
    party = names.party(last)
    assert party is None or party.name != "Jean Morel"


def test_an_abbreviated_office_is_its_holder() -> None:
    text = "Superintendent of Police (SP) Rohit Tiwari led the raid. The SP said one gunman died."
    chain = setting(text).attribution.chain(token(text, "died"))
    assert [party.name for party in chain] == ["Rohit Tiwari"]


def test_every_name_stands_in_the_text() -> None:
    for text, _, _ in CASES:
        found = setting(text)
        for word in found.analysis.tokens:
            party = found.names.officer(word.index)
            if party is not None:
                check(text, party.evidence)
