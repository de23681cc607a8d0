"""Elliptical numbers: what a number counts that stands without its noun, from tolls, lists and the number before it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from dateline.codebook import Measure
from dateline.model.analysis import Analysis, Token
from dateline.reading.fates import participle, toll_at
from dateline.reading.measures import HARM, case_of, lemma, lexicon, noun_class
from dateline.reading.numbers import Number

if TYPE_CHECKING:
    from dateline.reading.quantities import Quantity

_PASSING = frozenset({"pass", "exceed", "surpass", "top"})
_FREEING = frozenset({"free", "release", "deport", "expel", "exchange", "swap", "send"})
_COUNTS = frozenset({"count", "toll", "number", "figure", "total", "tally"})


def measure_bare(
    analysis: Analysis, number: Number, top: int, harm: Measure | None, before: Sequence[Quantity]
) -> Measure | None:
    """The measure of a number without a noun, where harm, a subject's place or a list says that it counts something.

    `before` holds the quantities read so far; None where nothing says that the number counts anything.
    """
    if harm is not None:
        return harm
    told = _tolled(analysis, top) or _fate_in_relative(analysis, number, top)
    if told is None and before and _is_near(analysis, before[-1], top):
        told = _told_of_same(analysis, number, top, before[-1])
    return told or _by_place(analysis, number, top, before)


def _by_place(analysis: Analysis, number: Number, top: int, before: Sequence[Quantity]) -> Measure | None:
    """People, where a bare number is a subject or those who are freed; what is counted in the list that it goes on."""
    word = analysis.tokens[top]
    several = number.vague or (number.low or number.high or 0) > 1
    if number.first <= top < number.last and word.deprel.startswith("nsubj"):
        return Measure.PEOPLE if several else None
    if word.deprel == "obj" and several and lemma(analysis.tokens[word.head]) in _FREEING:
        return Measure.PEOPLE
    if word.deprel == "conj" and before and before[-1].top == word.head:
        return before[-1].measure
    return _numbering(analysis, word) if several else None


def _numbering(analysis: Analysis, word: Token) -> Measure | None:
    """`The prisoners, believed to number 80`: what the verb is said of."""
    at = word.head
    if word.deprel != "obj" or analysis.tokens[at].upos != "VERB" or lemma(analysis.tokens[at]) != "number":
        return None
    while at >= 0:
        token = analysis.tokens[at]
        doers = (c for c in analysis.dependents[at] if analysis.tokens[c].deprel.startswith("nsubj"))
        for named in (at, *doers):
            if analysis.tokens[named].upos == "NOUN":
                return noun_class(analysis, named)
        at = token.head
    return None


def _is_near(analysis: Analysis, other: Quantity, top: int) -> bool:
    return analysis.tokens[top].sentence - analysis.tokens[other.top].sentence <= 1


def _fate_in_relative(analysis: Analysis, number: Number, top: int) -> Measure | None:
    """`The 45,000 who fled`: what the relative clause right after a bare number says became of them."""
    tokens = analysis.tokens
    if number.last >= len(tokens) or tokens[number.last].form.lower() != "who":
        return None
    for place in (top, tokens[top].head):
        for child in analysis.dependents[place] if place >= 0 else ():
            if tokens[child].deprel == "acl:relcl" and child > number.last:
                return participle(analysis, child) or Measure.PEOPLE
    return None


def _told_of_same(analysis: Analysis, number: Number, top: int, near: Quantity) -> Measure | None:
    """What a bare number counts that speaks of those counted just before: "90 more", "11 of them", "the count was 70"."""
    tokens = analysis.tokens
    same = tokens[top].sentence == tokens[near.top].sentence
    after = tokens[number.last].form.lower() if number.last < len(tokens) else ""
    kind = None if near.counted is None else noun_class(analysis, near.counted)
    if after in {"more", "others"} and same and near.measure is not Measure.OTHER:
        return near.measure
    then = tokens[number.last + 1].form.lower() if number.last + 1 < len(tokens) else ""
    if after == "of" and then in {"them", "those", "whom", "which"}:
        return kind if tokens[top].deprel in {"obj", "nsubj", "nsubj:pass"} else near.measure
    if near.measure in HARM and _puts_figure(analysis, top):
        return near.measure
    if same and _is_gapped(analysis, number, near):
        return near.measure
    return None


def _puts_figure(analysis: Analysis, top: int) -> bool:
    """`The count was 70`, `a figure the group put at six`."""
    tokens = analysis.tokens
    word = tokens[top]
    if word.deprel == "obl" and lemma(tokens[word.head]) == "put" and case_of(analysis, top) == "at":
        above = tokens[tokens[word.head].head] if tokens[word.head].head >= 0 else word
        told = [above, *(tokens[c] for c in analysis.dependents[word.head] if tokens[c].deprel == "obj")]
        return any(lemma(each) in _COUNTS for each in told)
    if not any(tokens[c].deprel == "cop" for c in analysis.dependents[top]):
        return False
    return any(tokens[c].deprel == "nsubj" and lemma(tokens[c]) in _COUNTS for c in analysis.dependents[top])


def _is_gapped(analysis: Analysis, number: Number, near: Quantity) -> bool:
    """`The rebels speak of 200 dead, the government of nine`; "freed nine, and the ELN four,"."""
    tokens = analysis.tokens
    if number.first < 2 or number.last >= len(tokens) or tokens[number.last].upos != "PUNCT":
        return False
    between = tokens[near.last : number.first]
    if (
        not 0 < len(between) <= 6
        or not {",", ";"} & {t.form for t in between}
        or any(t.upos in {"VERB", "AUX"} for t in between)
    ):
        return False
    before, other = tokens[number.first - 1], tokens[near.number.first - 1]
    if before.upos in {"NOUN", "PROPN"}:
        return other.upos == "VERB"
    return before.upos == "ADP" and before.form.lower() == other.form.lower()


def _tolled(analysis: Analysis, top: int) -> Measure | None:
    """`the death toll was 45`, `the number of fighters does not exceed 500`, `the toll reached 45`."""
    word = analysis.tokens[top]
    clause = (
        top
        if word.head < 0 or any(analysis.tokens[c].deprel == "cop" for c in analysis.dependents[top])
        else word.head
    )
    measure = toll_at(analysis, clause)
    if measure is not None:
        return measure
    if (measure := _told_before(analysis, top)) is not None:
        return measure
    for child in analysis.dependents[clause]:
        if analysis.tokens[child].deprel.startswith("nsubj") and lemma(analysis.tokens[child]) in {
            "number",
            "total",
            "figure",
        }:
            for inner in analysis.dependents[child]:
                if analysis.tokens[inner].deprel.startswith("nmod"):
                    return noun_class(analysis, inner)
    return None


def _told_before(analysis: Analysis, top: int) -> Measure | None:
    """`the number of dead in the week to 530`, `the death toll ... at 45`: the measure told shortly before."""
    tokens = analysis.tokens
    sentence = analysis.sentences[tokens[top].sentence]
    forms = [t.form.lower() for t in tokens[max(sentence.first, top - 12) : top]]
    if "toll" in forms:
        return Measure.KILLED
    for at in range(len(forms) - 2):
        if forms[at : at + 2] == ["number", "of"]:
            return lexicon().outcomes.get(forms[at + 2])
    return None


def beyond(analysis: Analysis, number: Number, top: int) -> Number:
    """The number with its lower side open above it where a toll has "passed" it."""
    word = analysis.tokens[top]
    exact = number.low is not None and number.low == number.high
    if not exact or number.vague or word.deprel != "obj" or word.head < 0:
        return number
    if lemma(analysis.tokens[word.head]) not in _PASSING:
        return number
    return replace(number, low=(number.low or 0) + 1, high=None)
