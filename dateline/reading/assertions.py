"""Assertions: what a sentence makes of "reports that" and "the claim that": rejected, false, unconfirmed, being checked."""

from __future__ import annotations

from dateline.codebook import Status
from dateline.model.analysis import Analysis
from dateline.reading.clauses import base, child, children, is_predicate, lemma, lower
from dateline.reading.modality import modality
from dateline.reading.signs import Sign, Signs


def read_assertion(analysis: Analysis, signs: Signs, noun: int) -> Sign | None:
    """The sign that a noun for something said gives its clause; None where it only tells that it is said."""
    classes = modality().classes
    if lemma(analysis, noun) not in classes["assertions"]:
        return None
    for at in children(analysis, noun, "amod"):
        if lower(analysis, at) in classes["unconfirmed"]:
            return Sign(Status.UNVERIFIED, f"adjective:{lower(analysis, at)}", at)
    token = analysis.tokens[noun]
    if token.head < 0:
        return None
    if token.deprel == "nsubj" and is_predicate(analysis, token.head):
        return judge_truth(analysis, signs, token.head)
    if base(token.deprel) == "obj" or token.deprel == "nsubj:pass":
        return _under_verb(analysis, signs, token.head)
    return None


def judge_truth(analysis: Analysis, signs: Signs, predicate: int) -> Sign | None:
    """The sign of "is false", "is not true" over what they are said of."""
    word = lower(analysis, predicate)
    negated = signs.negation(predicate, above=True) is not None
    if word in modality().classes["false"]:
        return None if negated else Sign(Status.NOT_OCCURRED, f"predicate:{word}", predicate)
    if word in modality().classes["true"] and negated:
        return Sign(Status.NOT_OCCURRED, f"predicate:not {word}", predicate)
    return None


def _under_verb(analysis: Analysis, signs: Signs, verb: int) -> Sign | None:
    classes = modality().classes
    name = lemma(analysis, verb)
    negated = signs.negation(verb, above=True) is not None
    if name in classes["rejecting"]:
        return None if negated else Sign(Status.NOT_OCCURRED, f"verb:{name}", verb)
    if name in classes["confirming"]:
        open_still = (
            negated or analysis.tokens[verb].xpos in ("VB", "VBG") or child(analysis, verb, "aux") is None
        )
        done = not negated and analysis.tokens[verb].xpos in ("VBD", "VBN")
        return Sign(Status.UNVERIFIED, f"verb:{name}", verb) if open_still and not done else None
    if name in classes["checking"]:
        return Sign(Status.UNVERIFIED, f"verb:{name}", verb)
    return None
