"""Presupposition: what a sentence takes for granted inside somebody's speech."""

from __future__ import annotations

from dateline.model.analysis import Analysis
from dateline.reading.clauses import base, children, is_infinitive, lemma, lower, marker
from dateline.reading.modality import modality


def presupposes(analysis: Analysis, at: int, token: int) -> bool:
    """True where the phrase or clause of `at`, on the way up from `token`, is taken for granted."""
    word = analysis.tokens[at]
    if at == token and word.upos == "NOUN" and lemma(analysis, at) in modality().classes["event"]:
        return is_definite(analysis, at) and base(word.deprel) != "nsubj"
    if word.deprel.startswith("acl"):
        known = is_definite(analysis, word.head) or _is_topic(analysis, word.head)
        return known and _tells_which(analysis, at)
    return base(word.deprel) == "amod" and word.xpos in ("VBN", "VBG")


def _is_topic(analysis: Analysis, noun: int) -> bool:
    """True for whom the first sentence is about: "A man who went to fight has been killed, sources said"."""
    word = analysis.tokens[noun]
    return word.sentence == 0 and base(word.deprel) == "nsubj" and word.head > noun


def _tells_which(analysis: Analysis, clause: int) -> bool:
    """True for "who fled" and "held by", not for "to recapture", "of bombing" and "that would include"."""
    if is_infinitive(analysis, clause) or marker(analysis, clause, "mark"):
        return False
    return not any(analysis.tokens[at].xpos == "MD" for at in children(analysis, clause, "aux"))


def tells_when(analysis: Analysis, path: set[int], top: int) -> bool:
    """True where the way up to a demanded act leads through what tells when ("resign after thousands marched")."""
    for at in path:
        word = analysis.tokens[at]
        if at == top or word.head not in path:
            continue
        if base(word.deprel) in ("advcl", "obl") and marker(analysis, at) in _TEMPORAL:
            return True
    return False


_TEMPORAL = frozenset({"after", "as", "while", "when", "before", "since", "following", "amid"})


def is_definite(analysis: Analysis, noun: int) -> bool:
    """True for a name and for a noun with a definite article, a demonstrative or a possessor."""
    if analysis.tokens[noun].upos == "PROPN":
        return True
    return any(
        lower(analysis, at) in ("the", "this", "that", "these", "those")
        or analysis.tokens[at].deprel == "nmod:poss"
        for at in children(analysis, noun, "det", "nmod")
    )
