"""Time phrases: the words of a time expression, and the one that stands in an event's own clause."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from dateline.model.analysis import Analysis
from dateline.reading.lemmas import by_form, lemma_of

Span = tuple[int, int]

_YEAR = re.compile(r"(?:19|20)\d\d(?:s)?\Z")
_RANGE = re.compile(r"\d{1,2}[-–]\d{1,2}\Z")
_PARTED = re.compile(
    r"(?:mid|early|late)-(?:january|february|march|april|may|june|july|august|september|october|november|december|\d{4})\Z"
)
_DAY = re.compile(r"(?:[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?\Z")
_CLIMBS = 5
_UPWARD = frozenset(
    "xcomp advcl conj acl acl:relcl obl obl:agent obj nsubj nsubj:pass nmod nmod:poss appos compound amod csubj".split()  # noqa: SIM905
)
_DATED = frozenset(
    "obl obl:tmod obl:unmarked obl:npmod nmod nmod:tmod nmod:unmarked nmod:poss advmod nummod compound amod appos dep".split()  # noqa: SIM905
)


_FEW = frozenset({"several", "few", "couple", "many", "one"})
_LEADING = frozenset({"since", "until", "between", "late", "early", "earlier", "later", "mid", "the", "back"})
_BETWEEN = frozenset({"-", "–", "and", "to"})
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


def time_at(analysis: Analysis, token: int) -> Span | None:
    """The time expression that a phrase with this head is; None where it is none, or tells of something repeated."""
    span = _expression(analysis, token)
    return None if span is None or _opener(analysis, span[0]) in {"every", "each"} else span


def _expression(analysis: Analysis, token: int) -> tuple[int, int] | None:
    words = _words()
    form = analysis.tokens[token].form.lower()
    if form in words.days or form in words.relative or form in words.months or _PARTED.match(form):
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
    ago = any(tokens[at].form.lower() == "ago" for at in range(token, last))
    while first < token and tokens[first].form.lower() in {"the", "a", ",", "of", "back"}:
        if ago and tokens[first].form.lower() == "a":
            break
        first += 1
    if first + 1 < last and tokens[first].form.lower() == "since" and tokens[first + 1].form.lower() == "the":
        first += 2
    return first, last


def _joins_before(analysis: Analysis, at: int) -> bool:
    word = analysis.tokens[at]
    form = word.form.lower()
    words = _words()
    if (
        form
        in words.days | words.relative | words.months | words.parts | words.deictic | words.units | _LEADING
    ):
        return True
    following = analysis.tokens[at + 1].form.lower()
    if _RANGE.match(form):
        return following in words.months
    if form in _BETWEEN:
        edge = form == "-" and at > 0 and analysis.tokens[at - 1].form.lower() in {"mid", "early", "late"}
        return edge or _is_day_range(analysis, at)
    if word.upos == "NUM" or _DAY.match(form):
        counted = following in words.months | words.units | words.deictic | {"of"}
        return counted or (following in _BETWEEN and _is_day_range(analysis, at + 1))
    return form in {"a", "of"} | _FEW


def _is_day_range(analysis: Analysis, at: int) -> bool:
    """Whether a dash, "and" or "to" stands between two days of one month ("between 12 and 15 August")."""
    tokens = analysis.tokens
    if (
        at < 1
        or at + 2 >= len(tokens)
        or not (_DAY.match(tokens[at - 1].form) and _DAY.match(tokens[at + 1].form))
    ):
        return False
    months = _words().months
    spoken = tokens[at].form.lower() in {"and", "to"}
    opened = at < 2 or not spoken or tokens[at - 2].form.lower() in {"between", "from"}
    return opened and tokens[at + 2].form.lower() in months


def _joins_after(analysis: Analysis, at: int, end: int) -> bool:
    word = analysis.tokens[at]
    form = word.form.lower()
    words = _words()
    if form in words.days | words.relative | words.months | words.parts | words.tails:
        return form not in {"before", "after"}
    if form in words.units or (word.upos == "NUM" and (_DAY.match(form) or _YEAR.match(form))):
        return True
    before = analysis.tokens[at - 1].form.lower()
    following = analysis.tokens[at + 1].form.lower() if at + 1 < end else ""
    if form in _BETWEEN and before in words.days | words.months:
        return following in words.days | words.months
    if form in {*_BETWEEN, "of"} and (form == "of" or _YEAR.match(before)):
        return bool(_YEAR.match(following))
    return form == "," and (bool(_YEAR.match(following)) or following in words.months)


def times_in(analysis: Analysis) -> Iterator[Span]:
    """The time expressions of a text in order, each once, the longer of two that overlap."""
    last: Span = (0, 0)
    held: Span | None = None
    for token in range(len(analysis.tokens)):
        span = time_at(analysis, token)
        if span is None or (span[0] >= last[0] and span[1] <= last[1]):
            continue
        if held is not None and span[0] >= held[1]:
            yield held
            held = None
        if held is None or span[1] - span[0] > held[1] - held[0]:
            held = last = span
    if held is not None:
        yield held


def is_saying(analysis: Analysis, span: Span) -> bool:
    """Whether an expression stands on a verb of saying, and so dates the saying."""
    if _saying_before(analysis, span[0]) is not None:
        return True
    inside = range(*span)
    head = next((analysis.tokens[t].head for t in inside if analysis.tokens[t].head not in inside), -1)
    return head >= 0 and lemma_of(analysis.tokens[head], _words().lemmas) in _words().sayings


def kind_of(analysis: Analysis, span: Span) -> str:
    """What an expression tells: `weekday`, `day`, `date`, `month`, `year`, `since`, `ago`, `unit`, `length`, ..."""
    words = _words()
    forms = [t.form.lower() for t in analysis.tokens[span[0] : span[1]]]
    held, opener = set(forms), _opener(analysis, span[0])
    dated = any(_DAY.match(form) for form in forms)
    tests = (
        ("since", "since" in held or opener == "since"),
        ("date", bool(held & words.months) and dated),
        ("month", bool(held & words.months)),
        ("weekday", bool(held & words.days)),
        ("day", bool(held & words.relative)),
        ("year", any(_YEAR.match(form) for form in forms)),
        ("part", not held & words.units),
        ("ago", "ago" in held),
        (
            "from another",
            bool(held & {"later", "before", "after"}) or ("earlier" in held and "this" not in held),
        ),
        ("length", opener in {"for", "in", "over", "during"} and not held & {"last", "this"}),
    )
    return next((kind for kind, holds in tests if holds), "unit")
