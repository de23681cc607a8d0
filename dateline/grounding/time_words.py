"""The words of time expressions: one normal form, and what can be taken off before the rules look at them."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

MONTHS = "january february march april may june july august september october november december"
WEEKDAYS = "monday tuesday wednesday thursday friday saturday sunday"

_UNITS = "zero one two three four five six seven eight nine"
_TEENS = "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_NUMBERS = {word: number for number, word in enumerate(f"{_UNITS} {_TEENS}".split())} | {
    word: 10 * number for number, word in enumerate(_TENS.split(), 2)
}
_ORDERS = "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth"
_ORDINALS = {
    word: f"{number}{('st', 'nd', 'rd')[number - 1] if number < 4 else 'th'}"
    for number, word in enumerate(_ORDERS.split(), 1)
}
_DECADES = {f"{word[:-1]}ies": f"{10 * number}s" for number, word in enumerate(_TENS.split(), 2)}
_SHORT = {name[:3]: name for name in f"{MONTHS} {WEEKDAYS}".split()} | {
    "sept": "september",
    "tues": "tuesday",
    "thur": "thursday",
    "thurs": "thursday",
}
_PLAIN = str.maketrans({"’": "'", "‘": "'", "–": "-", "—": "-"} | dict.fromkeys(',();"“”', " "))

_POSSESSIVE = re.compile(r"'s\b|(?<=s)'(?= |$)")
_SHORT_NAME = re.compile(rf"\b({'|'.join(sorted(_SHORT, key=len, reverse=True))})\b\.?")
_DECADE = re.compile("|".join(_DECADES))
_UNIT = r"(?:hour|day|night|week|fortnight|month|year|decade)s?\b"
_RUN = r"(?:straight|consecutive|successive|whole|full|more)"
_NUMERAL = re.compile(
    rf"\b({'|'.join(sorted(_NUMBERS, key=len, reverse=True))})(?:[- ]({'|'.join(_UNITS.split()[1:])}))?"
    rf"(?=[- ](?:{_RUN} )?{_UNIT})"
)
_ORDINAL = re.compile(rf"\b({'|'.join(_ORDINALS)})(?= (?:{_RUN} )?(?:{_UNIT}|of\b))")
_PART_ORDER = re.compile(
    r"\b(1st|2nd|3rd|4th) (?=half|quarter|\d{1,2} (?:days|weeks|months)|(?:day|week|month) of)"
)
_EDGES = (
    (re.compile(r"\b(?:the )?(?:beginning|start|opening) (?:of|in)\b|\b(?:the )?outset of\b"), "early"),
    (re.compile(r"\b(?:the )?(?:end|close) of\b"), "late"),
    (re.compile(r"\b(?:the )?middle of\b"), "mid"),
    (re.compile(r"\bmidweek\b"), "mid week"),
)

_ZONE = r"(?: (?:local time|gmt|utc|bst|e[ds]?t))"
_NEAR = r"(?:\b(?:shortly|just|soon) )?(?:\b(?:at|around|about|before|after|by|from|since) )?"
_CLOCK = re.compile(
    rf"{_NEAR}(?<![\d-])\d{{1,2}}(?:[:.]\d\d)? ?"
    rf"(?:a\.?m\b\.?|p\.?m\b\.?|hrs\b|o'clock|gmt\b|utc\b|local time\b|hours gmt\b){_ZONE}?"
    rf"|\b\d{{4}} (?:gmt|utc|hours)\b|\b(?:at|around|about) \d{{1,2}}[:.]\d\d{_ZONE}?|\b\d{{1,2}}:\d\d{_ZONE}?"
)
_PARTS = (
    r"(?:morning|afternoon|evening|night|dawn|noon|midday|midnight|sunset|sunrise|daybreak|dusk|lunchtime"
    r"|nightfall|hours|predawn|pre-dawn)"
)
_PART_OF_DAY = re.compile(
    r"\b(?:(?:in |during |before |after |at |around |by |from |just |shortly |soon )*"
    rf"(?:the )?(?:very )?(?:early |late |mid-?)?{_PARTS}(?: hours)?(?: prayers)?(?: of)?|local time|alone)\b"
)
_WEEKDAY = f"(?:{'|'.join(WEEKDAYS.split())})"
_DAY_EDGE = re.compile(
    r"\b(?:earlier|later|early|late)(?: on)? "
    rf"(?=(?:on )?(?:{_WEEKDAY}|today|tomorrow|yesterday|\d|the \d))|(?<=day) (?:early|late)\b"
)
_LEAD = re.compile(
    r"(?:(?:back |earlier |later |only |just |as (?:early|recently|late) as |as of |some ?time |dating (?:back )?)"
    r"|(?:on|in|at|during|over|around|about|throughout|dated|through|within|and|,|of) )+"
)
_TRAIL = re.compile(r"(?: (?:at|in|on|around|about|before|after|the|of))+$")


@dataclass(frozen=True, slots=True)
class TimeWords:
    """The word lists of `data/times.toml`."""

    refused: dict[str, str]
    """Expressions that name no days, with the reason."""
    feasts: dict[str, tuple[int, int]]
    """Days with a name and a fixed month and day."""
    movable: re.Pattern[str]
    """Days and seasons of other calendars."""
    known: dict[str, date]
    """Days known by a name that tells the year too."""


@cache
def load_time_words() -> TimeWords:
    """The word lists; read once a process."""
    table = tomllib.loads(files("dateline.grounding").joinpath("data/times.toml").read_text("utf-8"))
    movable = sorted(table["movable"]["words"], key=len, reverse=True)
    return TimeWords(
        refused={phrase: reason for reason, held in table["refused"].items() for phrase in held["phrases"]},
        feasts={name: (at[0], at[1]) for name, at in table["feasts"].items()},
        movable=re.compile(rf"\b(?:{'|'.join(movable)})\b"),
        known={name: date.fromisoformat(at) for name, at in table["known"].items()},
    )


def normalise_time(quote: str) -> str:
    """Lower case without commas and possessives; numerals for number words, full names of days and months."""
    text = " ".join(quote.lower().translate(_PLAIN).split())
    text = _POSSESSIVE.sub("", text)
    text = _SHORT_NAME.sub(lambda m: _SHORT[m[1]], text)
    if not text.endswith("m."):
        text = text.rstrip(".")
    text = _DECADE.sub(lambda m: _DECADES[m[0]], text)
    text = _ORDINAL.sub(lambda m: _ORDINALS[m[1]], text)
    text = _NUMERAL.sub(lambda m: str(_NUMBERS[m[1]] + (_NUMBERS[m[2]] if m[2] else 0)), text)
    text = _PART_ORDER.sub(lambda m: _ORDERS.split()[int(m[1][0]) - 1] + " ", text)
    for pattern, word in _EDGES:
        text = pattern.sub(word, text)
    return " ".join(text.split())


def without_lead(text: str) -> str:
    """The expression without the prepositions and adverbs before it ("back in", "as early as")."""
    return _LEAD.sub("", text, count=1) if _LEAD.match(text) else text


def without_hours(text: str) -> str:
    """The expression without clock times and parts of the day."""
    bare = _DAY_EDGE.sub("", _PART_OF_DAY.sub(" ", _CLOCK.sub(" ", text)))
    return without_lead(_TRAIL.sub("", " ".join(bare.split())))
