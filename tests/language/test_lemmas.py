"""Lemmas of regular forms."""

from __future__ import annotations

import pytest

from dateline.language.lemmas import mend_lemma

REGULAR = [
    ("denied", "VBD", "deny"),
    ("died", "VBD", "die"),
    ("completed", "VBN", "complete"),
    ("invoked", "VBD", "invoke"),
    ("asserted", "VBD", "assert"),
    ("killed", "VBN", "kill"),
    ("shelled", "VBD", "shell"),
    ("travelled", "VBD", "travel"),
    ("planned", "VBN", "plan"),
    ("stopped", "VBD", "stop"),
    ("agreed", "VBD", "agree"),
    ("evacuated", "VBN", "evacuate"),
    ("treated", "VBN", "treat"),
    ("defeated", "VBN", "defeat"),
    ("visited", "VBD", "visit"),
    ("struggled", "VBD", "struggle"),
    ("organised", "VBN", "organise"),
    ("injured", "VBN", "injure"),
    ("occurred", "VBD", "occur"),
    ("focused", "VBD", "focus"),
    ("harboured", "VBD", "harbour"),
    ("condemned", "VBD", "condemn"),
    ("accusing", "VBG", "accuse"),
    ("making", "VBG", "make"),
    ("bombing", "VBG", "bomb"),
    ("fleeing", "VBG", "flee"),
    ("going", "VBG", "go"),
    ("dying", "VBG", "die"),
    ("launches", "VBZ", "launch"),
    ("says", "VBZ", "say"),
    ("carries", "VBZ", "carry"),
    ("soldiers", "NNS", "soldier"),
    ("authorities", "NNS", "authority"),
    ("buses", "NNS", "bus"),
    ("houses", "NNS", "house"),
    ("children", "NNS", "child"),
    ("gunmen", "NNS", "gunman"),
    ("clashes", "NNS", "clash"),
    ("spokeswoman", "NN", "spokeswoman"),
    ("withdraw", "VB", "withdraw"),
]
GUESSED = [
    ("said", "VBD", "say"),
    ("fled", "VBD", "flee"),
    ("are", "VBP", "be"),
    ("has", "VBZ", "have"),
    ("bring", "VBG", "bring"),
    ("headquarters", "NNS", "headquarters"),
    ("Hezbollah", "NNP", "Hezbollah"),
    ("’re", "VBP", "be"),
]


@pytest.mark.parametrize(("form", "tag", "lemma"), REGULAR)
def test_regular_forms_have_the_lemma_of_the_rules(form: str, tag: str, lemma: str) -> None:
    assert mend_lemma(form, tag, form[:-3]) == lemma
    assert mend_lemma(form.capitalize(), tag, lemma) == lemma


@pytest.mark.parametrize(("form", "tag", "guess"), GUESSED)
def test_other_forms_keep_the_guess(form: str, tag: str, guess: str) -> None:
    assert mend_lemma(form, tag, guess) == guess
