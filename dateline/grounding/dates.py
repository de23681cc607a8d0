"""Time expressions resolved to first and last day against the publication date, by the guide's rules."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache
from typing import Literal

from dateline.codebook import Status
from dateline.grounding.calendar_terms import UNDATED, Answer, read_term
from dateline.grounding.duration_terms import read_duration
from dateline.grounding.periods import DAY, Frame, Period, clip, day, days, join, shift
from dateline.grounding.time_words import (
    MONTHS,
    load_time_words,
    normalise_time,
    without_hours,
    without_lead,
)
from dateline.model.claims import Claim, When

Tense = Literal["past", "future"]

_MONTH = f"(?:{'|'.join(MONTHS.split())})"
# "may" and "march" in a sentence are verbs; as months they are capitalised.
_VERB = re.compile(r"\b(?:may|march)\b")
_YEAR = re.compile(r"\b(?:1[89]|20)\d\d\b")
_SIDES = re.compile(r"(?:between|from)? ?(?P<a>.+?) (?:and|to|until|till|through|or|into) (?P<b>.+)")
_SHARED_TURN = re.compile(r"(?:last|next|this past|this coming) (?=[a-z]+$)")
_SHARED_TAIL = re.compile(rf"{_MONTH}(?: (?:of )?\d{{4}})?$|(?<=[a-y] )\d{{4}}$")
_DAY_NUMBER = re.compile(r"(?:the )?\d{1,2}(?:st|nd|rd|th)?")
_FEAST = re.compile(r"(?:last |this |next )?(.+?)(?: (\d{4}))?")


def resolve_when(when: When, *, published: date | None, tense: Tense | None = None) -> When:
    """The expression with first day, last day and granularity, or with the reason why it has none.

    A weekday, month or date without more is the latest one not after `published`, for the future the first not before
    it; what is told as past never ends after `published`. Nothing is guessed: an expression that names no bounds,
    counts from another event, or needs a publication date that is not known keeps `first` and `last` None.
    """
    answer = _resolve(when.evidence.quote, published, tense)
    if isinstance(answer, str):
        return replace(when, first=None, last=None, granularity=None, reason=answer)
    reason = f"read against {published.isoformat()}" if published else "dated by itself"
    return replace(when, first=answer.first, last=answer.last, granularity=answer.granularity, reason=reason)


def ground_times(claims: Iterable[Claim], *, published: date | None) -> tuple[Claim, ...]:
    """The claims with their time expressions resolved; the status tells on which side of `published` they lie.

    Where the publication date is not known, a day or month without a year is one of the year named last before it.
    """
    claims = tuple(claims)
    whens = sorted({claim.when.evidence for claim in claims if claim.when is not None})
    years = (
        [(at.start, found[-1]) for at in whens if (found := _YEAR.findall(at.quote))]
        if published is None
        else []
    )
    return tuple(
        replace(claim, when=_resolve_in_text(claim.when, published, tense_of(claim.status), years))
        if claim.when is not None
        else claim
        for claim in claims
    )


def _resolve_in_text(
    when: When, published: date | None, tense: Tense | None, years: Sequence[tuple[int, str]]
) -> When:
    found = resolve_when(when, published=published, tense=tense)
    quote = normalise_time(when.evidence.quote)
    if (
        found.first is not None
        or published is not None
        or not re.search(_MONTH, quote)
        or _YEAR.search(quote)
    ):
        return found
    year = next((year for start, year in reversed(years) if start <= when.evidence.start), None)
    answer = _resolve(f"{when.evidence.quote} {year}", None, tense) if year else ""
    if isinstance(answer, str):
        return found
    return replace(
        found,
        first=answer.first,
        last=answer.last,
        granularity=answer.granularity,
        reason=f"read in {year}, the year named before it",
    )


def tense_of(status: Status) -> Tense | None:
    """The side of the publication date on which an event of this status lies; None where it may lie on either."""
    if status in (Status.OCCURRED, Status.ONGOING):
        return "past"
    return "future" if status in (Status.PLANNED, Status.THREATENED) else None


@lru_cache(maxsize=4096)
def _resolve(quote: str, published: date | None, tense: Tense | None) -> Answer:
    if _VERB.search(quote) and not quote.islower():
        return f"not understood: {quote!r}"
    try:
        answer = _read(normalise_time(quote), Frame(published, tense == "future"))
    except (ValueError, OverflowError):
        return f"no such day: {quote!r}"
    if answer is None:
        return f"not understood: {quote!r}"
    if isinstance(answer, str) or tense != "past" or published is None:
        return answer
    if answer.first > published:
        return "lies after the publication date of something told as past"
    return clip(answer, last=published)


def _read(text: str, frame: Frame) -> Answer | None:
    """An expression of one or two terms, after the words that stand before them."""
    known = load_time_words().known.get(text)
    if known is not None:
        return day(known)
    return _refusal(text) or _read_framed(text, frame) or _read_one(text, frame) or _read_pair(text, frame)


def _read_framed(text: str, frame: Frame) -> Answer | None:
    """An expression that "since", "until", "after" or the like opens."""
    for pattern, rule in _FRAMES:
        if (m := pattern.fullmatch(text)) is not None and (found := rule(m, frame)) is not None:
            return found
    return None


def _refusal(text: str) -> str | None:
    words = load_time_words()
    for candidate in (text, without_lead(text), text.removeprefix("for ")):
        if (reason := words.refused.get(candidate)) is not None:
            return f"{reason}: {text!r}"
    if (m := words.movable.search(text)) is not None:
        return f"{m[0]} follows a calendar that is not resolved here"
    return None


def _read_one(text: str, frame: Frame) -> Answer | None:
    """One term: a duration, a named day, or a calendar term with or without preposition and part of the day."""
    if (found := read_duration(text, frame)) is not None:
        return found
    bare = without_hours(text)
    for candidate in dict.fromkeys((text, without_lead(text), bare, without_lead(bare))):
        if not candidate:
            return "names a part of the day without the day"
        if (found := _feast(candidate, frame) or read_term(candidate, frame)) is not None:
            return found
    return read_duration(bare, frame) if bare != text else None


def _feast(text: str, frame: Frame) -> Answer | None:
    m = _FEAST.fullmatch(text)
    fixed = load_time_words().feasts.get(m[1]) if m else None
    if m is None or fixed is None:
        return None
    month = MONTHS.split()[fixed[0] - 1]
    return read_term(f"{fixed[1]} {month} {m[2]}" if m[2] else f"{fixed[1]} {month}", frame)


def _read_pair(text: str, frame: Frame) -> Answer | None:
    """Two terms joined by "and", "to", "or": from the beginning of the first to the end of the second."""
    m = _SIDES.fullmatch(text)
    if m is None:
        return None
    left, right = without_hours(m["a"]), without_hours(m["b"])
    if (turn := _SHARED_TURN.match(left)) and right.isalpha():
        right = turn[0] + right
    second = _read_one(right, frame)
    if not isinstance(second, Period):
        return second
    left = _completed(left, right)
    first = _read_one(left, Frame(second.first if frame.published else None))
    if frame.published and first == second:
        first = _read_one(left, Frame(second.first - DAY)) or first
    if not isinstance(first, Period):
        return first
    return "its two ends run backwards" if first.first > second.last else join(first, second)


def _completed(left: str, right: str) -> str:
    """The first of two terms with the month or year that stands only after the second."""
    shared = _SHARED_TAIL.search(right)
    if shared is None or not left:
        return left
    if _DAY_NUMBER.fullmatch(left):
        return f"{left} {shared[0]}"
    return f"{left} {shared[0][-4:]}" if not left[-4:].isdigit() and shared[0][-1].isdigit() else left


def _counted_to(m: re.Match[str], frame: Frame) -> Answer | None:
    """The 24 hours to Sunday, the two weeks up to 12 May."""
    stop = _read_one(m[3], frame)
    if not isinstance(stop, Period):
        return stop
    unit, number = ("day", -(-int(m[1]) // 24)) if m[2] == "hour" else (m[2], int(m[1]))
    return days(shift(stop.last, unit, -number), stop.last)


def _since(m: re.Match[str], frame: Frame) -> Answer:
    if frame.published is None:
        return UNDATED
    rest = m[1] or m[2]
    start = day(frame.published) if rest == "midnight" else _read_one(rest, Frame(frame.published))
    if not isinstance(start, Period):
        return start or "counts from another event"
    if start.first > frame.published:
        return "begins after the publication date"
    return join(start, day(frame.published))


def _until(m: re.Match[str], frame: Frame) -> Answer | None:
    # "Before dawn on Thursday" names Thursday; "before Thursday" does not.
    if without_hours(m[0]) == without_hours(m[2]):
        return None
    if not frame.future:
        return "names only its last day"
    if frame.published is None:
        return UNDATED
    stop = _read_one(m[2], frame)
    if not isinstance(stop, Period):
        return stop
    last = stop.first - DAY if m[1] in ("before", "prior to") else stop.last
    if last < frame.published:
        return "ends before the publication date"
    return join(replace(stop, first=frame.published, last=frame.published), day(last))


def _after(m: re.Match[str], frame: Frame) -> Answer | None:
    found = _read_pair(m[0], frame) or read_duration(m[0], frame)
    named = read_term(without_hours(m[1]), frame) if found is None else None
    return "names only its first day" if named is not None else found


_FRAMES: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], Frame], Answer | None]], ...] = (
    (re.compile(r"(?:ever )?since (?:at least )?(.+)|(?:from )?(.+) onwards?"), _since),
    (
        re.compile(
            r"(?:in |over |during |for )?the (\d{1,3}) (hour|day|week|month|year)s? "
            r"(?:to|up to|ending|until) (.+)"
        ),
        _counted_to,
    ),
    (
        re.compile(r"(until|till|up to|by|before|not before|no later than|prior to)(?: at least)? (.+)"),
        _until,
    ),
    (re.compile(r"(?:after|from|following) (.+)"), _after),
)
