"""The likely events of a text, and how they stand to each other."""

from __future__ import annotations

import pytest

from dateline.codebook import EventType
from dateline.reading.happenings import Happenings
from tests.reading.analysed import setting, token


@pytest.mark.parametrize(
    ("text", "word", "tense"),
    [
        ("Gunmen attacked the town.", "attacked", "past"),
        ("Gunmen have attacked the town.", "attacked", "perfect"),
        ("Gunmen had attacked the town.", "attacked", "pluperfect"),
        ("The army will attack the town.", "attack", "future"),
        ("The army wants to attack the town.", "attack", "infinitive"),
        ("The attack killed ten people.", "attack", "noun"),
    ],
)
def test_tense_is_told_by_the_form_and_its_auxiliaries(text: str, word: str, tense: str) -> None:
    happenings = Happenings(setting(text).analysis)
    assert happenings.at(token(text, word), EventType.ASSAULT).tense == tense


def test_one_word_of_two_sentences_is_the_same_word() -> None:
    text = "Gunmen attacked Aleppo on Monday. They attacked a convoy too."
    happenings = Happenings(setting(text).analysis)
    first = happenings.at(token(text, "attacked"), EventType.ASSAULT)
    second = happenings.at(
        next(t.index for t in setting(text).analysis.tokens if t.form == "attacked" and t.sentence == 1),
        EventType.ASSAULT,
    )
    relations = set(happenings.relations(second, first))
    assert {"same word", "same word before 1"} <= relations
    assert "same type" not in relations


def test_quoted_words_have_the_number_of_their_quotation() -> None:
    text = 'The mayor said: "They burned the market." Then he left.'
    happenings = Happenings(setting(text).analysis)
    assert happenings.quotation(token(text, "burned")) == 0
    assert happenings.quotation(token(text, "left")) == -1


def test_what_somebody_says_is_said() -> None:
    text = "Officials said the rebels captured the town."
    happenings = Happenings(setting(text).analysis)
    assert happenings.is_said(token(text, "captured"))
    assert not happenings.is_said(token(text, "said"))
