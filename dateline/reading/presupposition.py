"""Presupposition: what a sentence takes for granted inside somebody's speech."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

from dateline.model.analysis import Analysis
from dateline.reading.clauses import base, children, lemma, lower


def presupposes(analysis: Analysis, at: int, token: int) -> bool:
    """True where the phrase or clause of `at`, on the way up from `token`, is taken for granted."""
    word = analysis.tokens[at]
    if at == token and word.upos == "NOUN" and lemma(analysis, at) in event_nouns():
        return is_definite(analysis, at) and base(word.deprel) != "nsubj"
    if word.deprel.startswith("acl"):
        return is_definite(analysis, word.head)
    return base(word.deprel) == "amod" and word.xpos in ("VBN", "VBG")


def is_definite(analysis: Analysis, noun: int) -> bool:
    """True for a name and for a noun with a definite article, a demonstrative or a possessor."""
    if analysis.tokens[noun].upos == "PROPN":
        return True
    return any(
        lower(analysis, at) in ("the", "this", "that", "these", "those") or analysis.tokens[at].deprel == "nmod:poss"
        for at in children(analysis, noun, "det", "nmod")
    )


@cache
def event_nouns() -> frozenset[str]:
    """The nouns of `data/modality.toml` that tell of an event."""
    raw = tomllib.loads(files("dateline.reading").joinpath("data/modality.toml").read_text("utf-8"))
    return frozenset(raw["nouns"]["event"])
