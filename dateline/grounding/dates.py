"""Time expressions resolved to first and last day against the publication date, by the guide's rules."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, lru_cache
from importlib.resources import files
from typing import Literal

from dateline.codebook import Status
from dateline.grounding.calendar_terms import UNDATED, Answer, read_term
from dateline.grounding.duration_terms import read_duration
from dateline.grounding.periods import DAY, Frame, Period, clip, day, days, join, shift
from dateline.model.claims import When

Tense = Literal["past", "future"]

_NUMBERS = {
    word: number
    for number, word in enumerate(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
        ]
    )
} | {
    word: 10 * number
    for number, word in enumerate(
        ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], 2
    )
}
_ORDINALS = {
    word: f"{number}{'st' if number == 1 else 'nd' if number == 2 else 'rd' if number == 3 else 'th'}"
    for number, word in enumerate(
        [
            "first",
            "second",
            "third",
            "fourth",
            "fifth",
            "sixth",
            "seventh",
            "eighth",
            "ninth",
            "tenth",
            "eleventh",
            "twelfth",
        ],
        1,
    )
}
_DECADES = {
    f"{word[:-1]}ies": f"{10 * number}s"
    for number, word in enumerate(
        ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], 2
    )
}
_WORD = "|".join(sorted(_NUMBERS, key=len, reverse=True))
_NUMERAL = re.compile(
    rf"\b({_WORD})(?:[- ]({'|'.join(list(_NUMBERS)[1:10])}))?(?=[- ](?:(?:straight|consecutive|whole|full|more) )?(?:hour|day|night|week|fortnight|month|year|decade)s?\b)"
)
_ORDINAL = re.compile(
    rf"\b({'|'.join(_ORDINALS)})(?= (?:(?:straight|consecutive|successive|full) )?(?:day|night|week|month|year|of)\b)"
)
_NTH_PART = re.compile(
    r"\b(1st|2nd|3rd|4th) (?=(?:half|quarter|\d{1,2} (?:days|weeks|months)|day of|week of|month of))"
)
_ABBREVIATED = re.compile(
    r"\b(jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|mon|tues?|wed|thu(?:rs?)?|fri|sat|sun)\."
)
_CLOCK = re.compile(
    r"(?:\b(?:shortly|just|soon) )?(?:\b(?:at|around|about|before|after|by|from|since) )?(?<![\d-])\d{1,2}(?:[:.]\d\d)? ?"
    r"(?:a\.?m\b\.?|p\.?m\b\.?|hrs\b|o'clock|gmt\b|utc\b|local time\b|hours gmt\b)(?: (?:local time|gmt|utc|bst|e[ds]?t))?"
    r"|\b\d{4} (?:gmt|utc|hours)\b|(?:\bat |\baround |\babout )\d{1,2}[:.]\d\d(?: (?:local time|gmt|utc|bst|e[ds]?t))?|\b\d{1,2}:\d\d(?: (?:local time|gmt|utc|bst|e[ds]?t))?"
)
_DAYPART = re.compile(
    r"\b(?:(?:in |during |before |after |at |around |by |from |just |shortly |soon )*(?:the )?(?:very )?(?:early |late |mid-?)?"
    r"(?:morning|afternoon|evening|night|dawn|noon|midday|midnight|sunset|sunrise|daybreak|dusk|lunchtime|nightfall|hours|predawn|pre-dawn)"
    r"(?: hours)?(?: prayers)?(?: of)?|local time|alone)\b"
)
_WEEKDAY = r"(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday)"
_DAY_EDGE = re.compile(
    rf"\b(?:earlier|later|early|late)(?: on)? (?=(?:on )?(?:{_WEEKDAY}|today|tomorrow|yesterday|\d|the \d))|(?<=day) (?:early|late|overnight)\b"
)
_LEAD = re.compile(
    r"(?:(?:back |earlier |later |only |just |as (?:early|recently|late) as |as of |sometime |some time |dating (?:back )?)"
    r"|(?:on|in|at|during|over|around|about|throughout|dated|through|within|and|,|of) )+"
)
_SIDES = re.compile(r"(?:between|from)? ?(?P<a>.+?) (?:and|to|until|till|through|or|into) (?P<b>.+)")
_MONTH = r"(?:january|february|march|april|may|june|july|august|september|october|november|december)"


@dataclass(frozen=True, slots=True)
class _Words:
    """The word lists of `data/times.toml`, turned for look-up."""

    refused: dict[str, str]
    feasts: dict[str, tuple[int, int]]
    movable: re.Pattern[str]
    known: dict[str, date]


def resolve_when(when: When, *, published: date | None, tense: Tense | None = None) -> When:
    """The expression with first day, last day and granularity, or with the reason why it has none.

    A weekday, month or date without more is the latest one not after `published`, for the future the first not before
    it; what is told as past never ends after `published`. `reason` says which words decided. Nothing is guessed: an
    expression that names no bounds, counts from another event, or needs a publication date that is not known keeps
    `first` and `last` None.
    """
    answer = _resolve(when.evidence.quote, published, tense)
    if isinstance(answer, str):
        return replace(when, first=None, last=None, granularity=None, reason=answer)
    reason = f"against {published.isoformat()}" if published else "absolute"
    return replace(when, first=answer.first, last=answer.last, granularity=answer.granularity, reason=reason)


def tense_of(status: Status) -> Tense | None:
    """The side of the publication date on which an event of this status lies; None where it may lie on either."""
    if status in (Status.OCCURRED, Status.ONGOING):
        return "past"
    return "future" if status in (Status.PLANNED, Status.THREATENED) else None


@lru_cache(maxsize=4096)
def _resolve(quote: str, published: date | None, tense: Tense | None) -> Answer:
    frame = Frame(published, tense == "future")
    if re.search(r"\b(?:may|march)\b", quote) and not quote.islower():
        return f"not understood: {quote!r}"
    try:
        answer = _read(_normalise(quote), frame)
    except (ValueError, OverflowError):
        return f"no such day: {quote!r}"
    if answer is None:
        return f"not understood: {quote!r}"
    if isinstance(answer, str) or tense != "past" or published is None:
        return answer
    if answer.first > published:
        return "lies after the publication date of something told as past"
    return clip(answer, last=published)


def _normalise(quote: str) -> str:
    """Lower case, no commas or possessives, numerals for number words, full names for days and months."""
    text = " ".join(quote.lower().translate(_PLAIN).split())
    text = re.sub(r"'s\b|(?<=s)'(?= |$)", "", text)
    text = _ABBREVIATED.sub(r"\1", text.rstrip(".") if not text.endswith(".m.") else text)
    text = re.sub(r"\b[a-z]{3,5}\b", lambda m: _FULL.get(m[0], m[0]), text)
    text = re.sub("|".join(_DECADES), lambda m: _DECADES[m[0]], text)
    text = _ORDINAL.sub(lambda m: _ORDINALS[m[1]], text)
    text = _NUMERAL.sub(lambda m: str(_NUMBERS[m[1]] + (_NUMBERS[m[2]] if m[2] else 0)), text)
    text = _NTH_PART.sub(
        lambda m: {"1st": "first ", "2nd": "second ", "3rd": "third ", "4th": "fourth "}[m[1]], text
    )
    text = re.sub(
        r"\b(?:the )?(?:beginning|start|opening) (?:of|in)\b|\b(?:at the )?outset of\b", "early", text
    )
    text = re.sub(r"\b(?:the )?(?:end|close) of\b", "late", text)
    text = re.sub(r"\b(?:the )?middle of\b", "mid", text)
    return re.sub(r"\s+", " ", text.replace("midweek", "mid week")).strip()


_PLAIN = str.maketrans(
    {
        "’": "'",
        "‘": "'",
        "–": "-",
        "—": "-",
        ",": " ",
        "(": " ",
        ")": " ",
        ";": " ",
        '"': " ",
        "“": " ",
        "”": " ",
    }
)
_FULL = {
    name[:length]: name
    for name in (*_MONTH[3:-1].split("|"), *_WEEKDAY[3:-1].split("|"))
    for length in (3, 4)
    if name[:length] not in ("marc", "juli")
    and not (length == 4 and name[:4] not in ("sept", "tues", "thur", "june", "july"))
} | {"thurs": "thursday"}


def _read(text: str, frame: Frame) -> Answer | None:
    """An expression of one or two terms, after the frames that stand before them."""
    words = _words()
    if (known := words.known.get(text)) is not None:
        return day(known)
    if (refused := _refusal(text)) is not None:
        return refused
    if text == "since midnight":
        return day(frame.published) if frame.published else UNDATED
    if m := re.fullmatch(r"(?:ever )?since (?:at least )?(.+)|(?:from )?(.+) onwards?", text):
        return _since(m[1] or m[2], frame)
    if m := re.fullmatch(
        r"(?:in |over |during |for )?the (\d{1,3}) (hour|day|week|month|year)s? (?:to|up to|ending|until) (.+)",
        text,
    ):
        return _counted_to(m, frame)
    if (
        m := re.fullmatch(
            r"(?:until|till|up to|by|before|not before|no later than|prior to)(?: at least)? (.+)", text
        )
    ) and _bare(text) != _bare(m[1]):
        return _until(m[1], frame, text.startswith(("before", "prior")))
    if m := re.fullmatch(r"(?:after|from|following) (.+)", text):
        found = _read_pair(text, frame) or read_duration(text, frame)
        return (
            found
            if found is not None
            else ("names only its first day" if read_term(_bare(m[1]), frame) else None)
        )
    return _read_one(text, frame) or _read_pair(text, frame)


def _refusal(text: str) -> str | None:
    words = _words()
    led = _LEAD.sub("", text, count=1) if _LEAD.match(text) else text
    for candidate in (text, led, re.sub(r"^for ", "", text)):
        if (reason := words.refused.get(candidate)) is not None:
            return f"{reason}: {text!r}"
    if (m := words.movable.search(text)) is not None:
        return f"{m[0]} follows a calendar that is not resolved here"
    return None


def _read_one(text: str, frame: Frame) -> Answer | None:
    """One term: a duration, a named day, or a calendar term with or without preposition and part of the day."""
    if (found := read_duration(text, frame)) is not None:
        return found
    for candidate in dict.fromkeys((text, _unled(text), _bare(text), _unled(_bare(text)))):
        if not candidate:
            return "names a part of the day without the day"
        if (found := _feast(candidate, frame)) or (found := read_term(candidate, frame)):
            return found
    bare = _bare(text)
    return read_duration(bare, frame) if bare != text else None


def _feast(text: str, frame: Frame) -> Answer | None:
    m = re.fullmatch(r"(?:last |this |next )?(.+?)(?: (\d{4}))?", text)
    fixed = _words().feasts.get(m[1]) if m else None
    if m is None or fixed is None:
        return None
    months = _MONTH[3:-1].split("|")
    return read_term(f"{fixed[1]} {months[fixed[0] - 1]}" + (f" {m[2]}" if m[2] else ""), frame)


def _unled(text: str) -> str:
    return _LEAD.sub("", text, count=1) if _LEAD.match(text) else text


def _bare(text: str) -> str:
    """The term without clock times and parts of the day."""
    bare = _DAY_EDGE.sub("", _DAYPART.sub(" ", _CLOCK.sub(" ", text)))
    bare = " ".join(bare.split())
    return _unled(re.sub(r"(?: (?:at|in|on|around|about|before|after|the|of))+$", "", bare))


def _read_pair(text: str, frame: Frame) -> Answer | None:
    """Two terms joined by "and", "to", "or": from the beginning of the first to the end of the second."""
    m = _SIDES.fullmatch(text)
    if m is None:
        return None
    left, right = _bare(m["a"]), _bare(m["b"])
    if (turn := re.match(r"(?:last|next|this past|this coming) (?=[a-z]+$)", left)) and re.fullmatch(
        "[a-z]+", right
    ):
        right = turn[0] + right
    second = _read_one(right, frame)
    if not isinstance(second, Period):
        return second
    if (shared := re.search(rf"{_MONTH}(?: (?:of )?\d{{4}})?$|(?<=[a-y] )\d{{4}}$", right)) and re.fullmatch(
        r"(?:the )?\d{1,2}(?:st|nd|rd|th)?|.*[a-y]", left
    ):
        tail = (
            shared[0]
            if left[-1].isdigit() or (left.endswith(("st", "nd", "rd", "th")) and left[0].isdigit())
            else shared[0][-4:]
        )
        left = f"{left} {tail}" if tail[-1].isdigit() or not left[-1].isalpha() or left[0].isdigit() else left
    first = _read_one(left, Frame(second.first if frame.published else None))
    if not isinstance(first, Period):
        return first
    if frame.published and first.first == second.first and first.last == second.last:
        first = _read_one(left, Frame(second.first - DAY)) or first
    if isinstance(first, str) or first.first > second.last:
        return "its two ends run backwards"
    return join(first, second)


def _counted_to(m: re.Match[str], frame: Frame) -> Answer | None:
    """The 24 hours to Sunday, the two weeks up to 12 May."""
    stop = _read_one(m[3], frame)
    if not isinstance(stop, Period):
        return stop
    unit, number = ("day", -(-int(m[1]) // 24)) if m[2] == "hour" else (m[2], int(m[1]))
    return days(shift(stop.last, unit, -number), stop.last)


def _since(rest: str, frame: Frame) -> Answer | None:
    if frame.published is None:
        return UNDATED
    start = _read_one(rest, Frame(frame.published)) or _read_one(_bare(rest), Frame(frame.published))
    if isinstance(start, Period):
        if start.first > frame.published:
            return "begins after the publication date"
        return replace(join(start, day(frame.published)), first=start.first, last=frame.published)
    return start or "counts from another event"


def _until(rest: str, frame: Frame, before: bool) -> Answer | None:
    if not frame.future:
        return "names only its last day"
    if frame.published is None:
        return UNDATED
    stop = _read_one(rest, frame)
    if not isinstance(stop, Period):
        return stop
    last = stop.first - DAY if before else stop.last
    if last < frame.published:
        return "ends before the publication date"
    return join(
        replace(stop, first=frame.published, last=frame.published), replace(stop, first=last, last=last)
    )


@cache
def _words() -> _Words:
    table = tomllib.loads(files("dateline.grounding").joinpath("data/times.toml").read_text("utf-8"))
    return _Words(
        refused={phrase: reason for reason, held in table["refused"].items() for phrase in held["phrases"]},
        feasts={name: (at[0], at[1]) for name, at in table["feasts"].items()},
        movable=re.compile(
            r"\b(?:" + "|".join(sorted(table["movable"]["words"], key=len, reverse=True)) + r")\b"
        ),
        known={name: date.fromisoformat(at) for name, at in table["known"].items()},
    )
