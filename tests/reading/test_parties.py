"""Parties: where a name begins and ends, and who a description stands for."""

from __future__ import annotations

import pytest

from dateline.model.evidence import check
from dateline.reading.parties import demonyms
from dateline.reading.phrases import states
from tests.reading.analysed import setting, token


def _party(text: str, word: str) -> str | None:
    party = setting(text).names.party(token(text, word))
    return party.name if party else None


@pytest.mark.parametrize(
    ("text", "word", "name"),
    [
        ("The Kurdish forces left Marwa.", "forces", "Kurdish forces"),
        ("At least 25 rebel fighters died in Marwa.", "fighters", "rebel fighters"),
        ("Hundreds of Syrian soldiers left Marwa.", "Hundreds", "Syrian soldiers"),
        ("Dozens of people left the camp.", "Dozens", "people"),
        ("Supporters of the president marched in Marwa.", "Supporters", "Supporters of the president"),
        ("The spokesman, Adam Reyes, resigned.", "spokesman", "Adam Reyes"),
        ("The soldiers who fled were caught.", "who", "soldiers"),
        ("Many other villagers fled the area.", "villagers", "villagers"),
    ],
)
def test_a_name_has_its_modifiers_and_no_more(text: str, word: str, name: str) -> None:
    assert _party(text, word) == name


def test_a_pronoun_without_an_antecedent_is_nobody() -> None:
    assert _party("It rained.", "It") is None


def test_a_later_mention_goes_by_the_full_name() -> None:
    assert _party("Colonel Adam Reyes spoke on Monday. Reyes denied the attack.", "denied") is None
    text = "Colonel Adam Reyes spoke on Monday. Later Reyes denied the attack."
    names = setting(text).names
    later = [t.index for t in setting(text).analysis.tokens if t.form == "Reyes"][-1]
    party = names.party(later)
    assert party is not None
    assert "Adam Reyes" in party.name


def test_somebody_whom_the_lead_introduces_goes_by_the_name_that_follows() -> None:
    text = "A British man has been killed in Marwa. Oliver Stone, 24, had arrived in May."
    assert _party(text, "man") == "Oliver Stone"


def test_a_capital_stands_for_the_state_that_the_report_names() -> None:
    text = "Turkey sent troops. Ankara rejected the criticism."
    assert _party(text, "Ankara") == "Turkey"


def test_coordinated_parties_are_found_together() -> None:
    text = "Rebels and soldiers clashed in Marwa."
    names = setting(text).names
    assert names.conjuncts(token(text, "Rebels")) == [token(text, "Rebels"), token(text, "soldiers")]


def test_a_thing_belongs_to_whoever_stands_in_its_phrase() -> None:
    text = "The jets hit rebel positions."
    names = setting(text).names
    assert names.owner(token(text, "positions")) == token(text, "rebel")


def test_a_phrase_stands_verbatim_in_the_text() -> None:
    text = "The US-led coalition's two spokesmen left."
    names = setting(text).names
    for word in setting(text).analysis.tokens:
        check(text, names.phrase(word.index))


def test_every_demonym_names_a_state() -> None:
    assert all(names for names in demonyms().values())
    assert {"Syria", "Turkey", "Washington"} <= states()


def test_a_pronoun_stands_for_a_description_where_nobody_is_named() -> None:
    text = "The rebels entered Kisangani on Monday. They looted the market."
    assert _party(text, "They") == "rebels"


def test_the_army_is_the_only_army_that_the_report_has_named() -> None:
    text = "The Israeli army raided Nablus. The military said two gunmen died."
    assert _party(text, "military") == "Israeli army"


def test_a_bracket_is_not_cut_in_half() -> None:
    text = "The Popular Union (UP) opposition party marched on Monday."
    party = _party(text, "party")
    assert party is None or ")" not in party or "(" in party
