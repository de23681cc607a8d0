"""The lists of names."""

from __future__ import annotations

from collections import Counter

import pytest

from dateline.language.lexicon import (
    load_given_names,
    load_names,
    load_phrases,
    load_words,
    match_names,
    party_of,
)


@pytest.mark.parametrize("name", ["forces", "parties"])
def test_no_name_belongs_to_two_parties(name: str) -> None:
    aliases = [alias for group in load_names(name).values() for alias in group]
    assert [words for words, n in Counter(a.words for a in aliases).items() if n > 1] == []


def test_other_names_lead_to_the_party() -> None:
    assert {party_of(name) for name in ("ISIS", "Daesh", "Islamic State", "ISIL")} == {"Islamic State"}
    assert party_of("U.N.") == "United Nations"
    assert party_of("Rotary Club") is None
    assert party_of("") is None


def test_the_longest_name_is_matched() -> None:
    forms = ["men", "of", "the", "Islamic", "State", "West", "Africa", "Province", "and", "Hamas"]
    assert [(a, b, alias.party) for a, b, alias in match_names(forms, load_names("forces"))] == [
        (3, 8, "Islamic State West Africa Province"),
        (9, 10, "Hamas"),
    ]


def test_curly_apostrophes_match() -> None:
    assert party_of("People’s Protection Units") == "People's Protection Units"


def test_given_names_have_one_pronoun_each() -> None:
    assert set(load_given_names().values()) == {"he", "she"}
    assert load_given_names()["Fatima"] == "she"


def test_nouns_and_phrases_are_read() -> None:
    assert "brigade" in load_words("force")
    assert "Burkina Faso" in load_phrases("countries")
