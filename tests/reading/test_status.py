"""Status: whether it happened, by cases and by what holds for any word."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from dateline.codebook import EventType, Status
from dateline.model.analysis import Anchor
from dateline.model.evidence import check
from dateline.reading.attribution import read_attribution
from dateline.reading.modality import modality
from dateline.reading.status import read_status
from dateline.reading.wordforms import noun_forms, verb_forms
from tests.reading.analysed import cases, setting, token


@pytest.mark.parametrize("case", cases("status"))
def test_status_of_a_word(case: dict[str, Any]) -> None:
    found = setting(case["text"])
    word = token(case["text"], case["word"])
    status, ground = read_status(found.analysis, word, found.attribution, EventType(case["type"]))
    assert status == case["status"], ground


@pytest.mark.parametrize("case", cases("status"))
def test_every_word_has_a_status_with_words_behind_it(case: dict[str, Any]) -> None:
    found = setting(case["text"])
    for word in found.analysis.tokens:
        status, ground = read_status(found.analysis, word.index, found.attribution)
        assert status in Status
        assert ground.field == "status"
        if ground.evidence is not None:
            check(case["text"], ground.evidence)


def _with_head(text: str, word: str, *statuses: tuple[str, float]) -> tuple[Status, str]:
    found = setting(text)
    at = token(text, word)
    anchor = Anchor(at, 0.9, (("ASSAULT", 0.9),), statuses, 0.0, ())
    analysis = replace(found.analysis, anchors=(anchor,))
    attribution = read_attribution(analysis, found.report, found.names)
    status, ground = read_status(analysis, at, attribution, EventType.ASSAULT)
    return status, ground.rule


def test_the_head_decides_where_no_word_does() -> None:
    assert _with_head("Rebels shelled Marwa.", "shelled", ("possible", 0.9)) == (
        Status.POSSIBLE,
        "head:status",
    )


def test_a_word_decides_against_the_head() -> None:
    status, rule = _with_head("Rebels never shelled Marwa.", "shelled", ("occurred", 0.99))
    assert (status, rule) == (Status.NOT_OCCURRED, "negation:never")


def test_without_a_head_what_is_told_occurred() -> None:
    found = setting("Rebels shelled Marwa.")
    analysis = replace(found.analysis, anchors=())
    attribution = read_attribution(analysis, found.report, found.names)
    status, ground = read_status(analysis, token("Rebels shelled Marwa.", "shelled"), attribution)
    assert (status, ground.rule) == (Status.OCCURRED, "default")


@pytest.mark.parametrize(
    ("verb", "form"),
    [
        ("say", "said"),
        ("deny", "denied"),
        ("urge", "urging"),
        ("push", "pushes"),
        ("admit", "admitted"),
        ("agree", "agreed"),
    ],
)
def test_forms_of_a_verb(verb: str, form: str) -> None:
    assert form in verb_forms(verb)


@pytest.mark.parametrize(
    ("noun", "form"), [("witness", "witnesses"), ("agency", "agencies"), ("attack", "attacks")]
)
def test_forms_of_a_noun(noun: str, form: str) -> None:
    assert form in noun_forms(noun)


def test_verbs_in_several_lists_keep_their_order() -> None:
    assert modality().verbs["threaten"][0] is Status.THREATENED
    assert modality().verbs["begin"] == (None,)
