"""Times: the expression that dates an event."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from dateline.model.analysis import Analysis
from dateline.model.claims import When
from dateline.model.evidence import cite
from dateline.reading.lemmas import by_form, lemma_of

_YEAR = re.compile(r"(?:19|20)\d\d\Z")
_DAY = re.compile(r"(?:[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?\Z")
_CLIMBS = 5
_UPWARD = frozenset(
    "xcomp advcl conj acl acl:relcl obl obl:agent obj nsubj nsubj:pass nmod nmod:poss appos compound amod csubj".split()  # noqa: SIM905
)
_DATED = frozenset(
    "obl obl:tmod obl:unmarked obl:npmod nmod nmod:tmod nmod:unmarked nmod:poss advmod nummod compound amod appos dep".split()  # noqa: SIM905
)


_FEW = frozenset({"several", "few", "couple", "many", "one"})
_SKIPPED = frozenset({"on", "in", "late", "early", "earlier", "later", "last", "the", "at"})


@dataclass(frozen=True, slots=True)
class _Words:
    days: frozenset[str]
    relative: frozenset[str]
    months: frozenset[str]
    units: frozenset[str]
    parts: frozenset[str]
    deictic: frozenset[str]
    openers: frozenset[str]
    tails: frozenset[str]
    sayings: frozenset[str]
    lemmas: dict[str, str]


@cache
def _words() -> _Words:
    table = tomllib.loads((files("dateline.reading") / "data" / "times.toml").read_text("utf-8"))
    lists = {name: frozenset(words.split()) for name, words in table.items()}
    return _Words(**lists, lemmas=by_form(lists["sayings"]))


def time_of(analysis: Analysis, token: int) -> When | None:
    """The unresolved time of the event at a token, with the words that date it; None where the report does not.

    A time that stands on a verb of saying dates the saying, never what is said.
    """
    span = time_span(analysis, token)
    if span is None:
        return None
    start, end = analysis.span(*span)
    return When(cite(analysis.text, start, end))


def time_span(analysis: Analysis, token: int) -> tuple[int, int] | None:
    """The tokens of the time expression that dates the word at `token`, in its clause or those it hangs from."""
    if lemma_of(analysis.tokens[token], _words().lemmas) in _words().sayings:
        own = _right_after(analysis, token)
        if own is not None:
            return own
    at, came = token, -1
    for step in range(_CLIMBS):
        word = analysis.tokens[at]
        if step and lemma_of(word, _words().lemmas) in _words().sayings:
            return None
        for child in analysis.dependents[at]:
            if child == came or analysis.tokens[child].deprel not in _DATED:
                continue
            span = time_at(analysis, child)
            if span is None or span[0] <= token < span[1]:
                continue
            saying = _saying_before(analysis, span[0])
            if saying is None or saying == token:
                return span
        if word.head < 0 or word.deprel not in _UPWARD:
            return None
        came, at = at, word.head
    return None


def _saying_before(analysis: Analysis, first: int) -> int | None:
    """The verb of saying right before a time ("said on Sunday they had left"), whatever the tree hangs the time on."""
    at = first - 1
    while at >= 0 and analysis.tokens[at].form.lower() in _SKIPPED:
        at -= 1
    if at < 0 or analysis.tokens[at].upos != "VERB":
        return None
    return at if lemma_of(analysis.tokens[at], _words().lemmas) in _words().sayings else None


def _right_after(analysis: Analysis, verb: int) -> tuple[int, int] | None:
    """The time that stands right after a verb of saying."""
    sentence = analysis.sentences[analysis.tokens[verb].sentence]
    at = verb + 1
    while at < sentence.last and analysis.tokens[at].form.lower() in _SKIPPED:
        at += 1
    return time_at(analysis, at) if at < sentence.last else None


def time_at(analysis: Analysis, token: int) -> tuple[int, int] | None:
    """The time expression that a phrase with this head is; None where it is none."""
    words = _words()
    form = analysis.tokens[token].form.lower()
    if form in words.days or form in words.relative or form in words.months:
        return _widened(analysis, token)
    if _YEAR.match(form):
        return _widened(analysis, token) if _is_year(analysis, token) else None
    if _DAY.match(form) and any(_near(analysis, token, step) in words.months for step in (-1, 1)):
        return _widened(analysis, token)
    if form in words.parts or form in words.units:
        return _unit(analysis, token)
    if form in words.tails:
        for child in analysis.dependents[token]:
            if analysis.tokens[child].form.lower() in words.units:
                return _widened(analysis, child)
    return None


def _near(analysis: Analysis, token: int, step: int) -> str:
    at = token + step
    return analysis.tokens[at].form.lower() if 0 <= at < len(analysis.tokens) else ""


def _is_year(analysis: Analysis, token: int) -> bool:
    word = analysis.tokens[token]
    if word.deprel == "nummod":
        head = analysis.tokens[word.head]
        return head.xpos not in {"NNS", "NNPS"}
    return True


def _unit(analysis: Analysis, token: int) -> tuple[int, int] | None:
    """A phrase of a unit or part of a day, where it says which one: "last week", "Sunday night", "three days ago"."""
    first, last = _widened(analysis, token)
    forms = {t.form.lower() for t in analysis.tokens[first:last]}
    words = _words()
    told = (
        "weekend" in forms
        or forms & (words.days | words.relative | words.deictic | words.months | words.tails)
        or any(_YEAR.match(form) for form in forms)
    )
    counted = any(t.upos == "NUM" for t in analysis.tokens[first:last]) and _opener(analysis, first) in {
        "for",
        "in",
        "over",
        "during",
    }
    if told or counted:
        return first, last
    return None


def _opener(analysis: Analysis, first: int) -> str:
    return analysis.tokens[first - 1].form.lower() if first else ""


def _widened(analysis: Analysis, token: int) -> tuple[int, int]:
    """The token with the neighbouring words that belong to the same expression."""
    tokens = analysis.tokens
    sentence = analysis.sentences[tokens[token].sentence]
    first, last = token, token + 1
    while first > sentence.first and _joins_before(analysis, first - 1):
        first -= 1
    while last < sentence.last and _joins_after(analysis, last, sentence.last):
        last += 1
    while first < token and tokens[first].form.lower() in {"the", "a", ",", "of", "back"}:
        first += 1
    if first + 1 < last and tokens[first].form.lower() == "since" and tokens[first + 1].form.lower() == "the":
        first += 2
    return first, last


def _joins_before(analysis: Analysis, at: int) -> bool:
    word = analysis.tokens[at]
    form = word.form.lower()
    words = _words()
    if form in words.days | words.relative | words.months | words.parts | words.deictic | words.units:
        return True
    if form in {"since", "until", "between", "late", "early", "earlier", "later", "mid", "the", "back"}:
        return True
    following = analysis.tokens[at + 1].form.lower()
    if form == "-":
        return at > 0 and analysis.tokens[at - 1].form.lower() in {"mid", "early", "late"}
    if word.upos == "NUM" or _DAY.match(form):
        return following in words.months | words.units | words.deictic | {"of", "-"}
    return form in {"a", "of"} | _FEW


def _joins_after(analysis: Analysis, at: int, end: int) -> bool:
    word = analysis.tokens[at]
    form = word.form.lower()
    words = _words()
    if form in words.days | words.relative | words.months | words.parts | words.tails:
        return form not in {"before", "after"}
    if form in words.units:
        return True
    if word.upos == "NUM" and (_DAY.match(form) or _YEAR.match(form)):
        return True
    following = analysis.tokens[at + 1].form.lower() if at + 1 < end else ""
    if form in {"and", "to", "–", "-"} and analysis.tokens[at - 1].form.lower() in words.days | words.months:
        return following in words.days | words.months
    if form == "of" and following and _YEAR.match(following):
        return True
    return form == "," and (bool(_YEAR.match(following)) or following in words.months)
