"""Rules for expressions that count days, weeks, months or years from the publication date."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from dateline.codebook import Granularity
from dateline.grounding.calendar_terms import UNDATED, WEEKDAY_NUMBERS, Answer
from dateline.grounding.periods import DAY, Frame, Period, calendar_unit, day, days, shift, week
from dateline.grounding.time_words import WEEKDAYS

Rule = Callable[[re.Match[str], date, bool], Answer]

_GRAIN = {"week": Granularity.WEEK, "month": Granularity.MONTH, "year": Granularity.YEAR}


def _ago(m: re.Match[str], today: date, _future: bool) -> Answer:
    """The calendar day, week, month or year that lies so many units back."""
    number, unit = _number(m["n"]), m["unit"]
    if unit == "hour":
        return days(today - -(-number // 24) * DAY, today - number // 24 * DAY)
    if unit == "decade":
        return "names no bounds"
    at = shift(today, unit, -number)
    return day(at) if m["exact"] else calendar_unit(at, unit)


def _ago_weekday(m: re.Match[str], today: date, _future: bool) -> Answer:
    """A week ago on Friday: the Friday of that week."""
    monday = week(shift(today, m["unit"], -_number(m["n"]))).first
    return day(monday + WEEKDAY_NUMBERS[m["w"]] * DAY)


def _past(m: re.Match[str], today: date, _future: bool) -> Answer:
    """Over the past three weeks: from that many units before publication until publication."""
    return _span(_back(today, m["unit"], _number(m["n"] or "1")), today, m)


def _lasting(m: re.Match[str], today: date, future: bool) -> Answer:
    """For eight days: as many days, the publication day among them; longer units reach back to the same day."""
    number, unit = _number(m["n"]), m["unit"]
    if future:
        return _span(today, _back(today, unit, -number), m)
    if unit in ("day", "night"):
        return days(today - (number - 1) * DAY, today)
    return _span(_back(today, unit, number), today, m)


def _within(m: re.Match[str], today: date, future: bool) -> Answer:
    """In three days, within two weeks: a point or a stretch ahead; behind, the same as a duration."""
    number, unit = _number(m["n"]), m["unit"]
    if not future:
        return _lasting(m, today, future)
    if m["how"] == "within" or unit == "hour":
        return _span(today, _back(today, unit, -number), m)
    return calendar_unit(shift(today, unit, number), unit)


def _ahead(m: re.Match[str], today: date, _future: bool) -> Answer:
    """In the next two weeks."""
    return _span(today, _back(today, m["unit"], -_number(m["n"] or "1")), m)


def _hence(m: re.Match[str], today: date, _future: bool) -> Answer:
    """In two weeks' time, three days from now."""
    if m["unit"] == "hour":
        return days(today, _back(today, "hour", -_number(m["n"])))
    return calendar_unit(shift(today, m["unit"], _number(m["n"])), m["unit"])


def _running_day(m: re.Match[str], today: date, _future: bool) -> Answer:
    """For a third day, for the fifth consecutive night: that many days up to publication."""
    number, unit = int(re.sub(r"\D", "", m["n"])), m["unit"]
    if unit in ("day", "night"):
        return days(today - (number - 1) * DAY, today)
    return _span(_back(today, unit, number), today, m)


def _length(m: re.Match[str], today: date, future: bool) -> Answer:
    """Eight days, by itself: the reader leaves "for" and "over" outside the expression."""
    return "is a length without beginning or end" if future else _lasting(m, today, future)


def _because(reason: str) -> Rule:
    """A rule that refuses."""
    return lambda _m, _today, _future: reason


def _back(at: date, unit: str, number: int) -> date:
    if unit == "hour":
        whole_days = -(-abs(number) // 24) * DAY
        return at - whole_days if number > 0 else at + whole_days
    return shift(at, unit, -number)


def _span(first: date, last: date, m: re.Match[str]) -> Period:
    grain = _GRAIN.get(m["unit"], Granularity.DAYS)
    if grain is Granularity.YEAR and m["n"] not in (None, "", "1", "a", "an"):
        grain = Granularity.YEARS
    return Period(first, last, grain)


def _number(words: str) -> int:
    return 1 if words in ("a", "an") else int(words)


_UNIT = r"(?P<unit>hour|day|night|week|fortnight|month|year|decade)s?"
_N = r"(?P<n>\d{1,3})"
_COUNT = r"(?P<n>\d{1,3}|an?)"
_NEAR = r"(?:(?:nearly|almost|about|around|some|roughly|approximately|just|exactly|a full) )?"
_OPEN = r"(?:at least|more than|over|less than|under|fewer than|up to|at most|well over|just over|just under)"
_VAGUE = (
    r"(?:a few|few|several|many|some|a couple of|a couple|a number of|recent|countless|dozens of"
    r"|a handful of|long|couple)"
)
_IN = r"(?:(?:in|over|during|within|for|throughout) )?"
_STRAIGHT = r"(?:straight |consecutive |successive |whole |full )?"
_SPELLED: tuple[tuple[str, Rule], ...] = (
    (rf"{_OPEN} {_COUNT} {_UNIT} ago", _because("leaves its beginning open")),
    (rf"{_NEAR}{_COUNT} {_UNIT} ago(?: (?P<exact>today))?", _ago),
    (rf"{_COUNT} {_UNIT} ago (?:on )?(?P<w>{'|'.join(WEEKDAYS.split())})", _ago_weekday),
    (rf"{_IN}(?:all )?(?:(?:the|these|this) )?(?:past|last|previous) {_NEAR}{_N} {_UNIT}", _past),
    (rf"{_IN}(?:(?:the|this) (?:past|last)|past) (?P<n>){_UNIT}", _past),
    (rf"{_IN}(?:the )?(?:next|coming) {_N} {_UNIT}", _ahead),
    (rf"(?:in|over|during|within) the (?:next|coming) (?P<n>){_UNIT}", _ahead),
    (rf"in {_NEAR}{_COUNT} {_UNIT} time", _hence),
    (rf"{_NEAR}{_COUNT} {_UNIT} from now", _hence),
    (rf"(?:for|over|during|throughout) (?:all )?{_NEAR}(?:the )?{_COUNT} {_STRAIGHT}{_UNIT}", _lasting),
    (rf"(?:after )?{_NEAR}{_COUNT} {_STRAIGHT}{_UNIT} of", _lasting),
    (rf"(?P<how>in|within|inside) {_NEAR}{_COUNT} {_UNIT}", _within),
    (
        rf"for (?:an?|the|its|their) (?P<n>\d{{1,3}}(?:st|nd|rd|th)) {_STRAIGHT}{_UNIT}"
        r"(?: in a row| running| straight)?",
        _running_day,
    ),
    (rf"(?:after )?{_IN}{_OPEN} {_COUNT} {_UNIT}", _because("leaves its beginning open")),
    (
        rf"(?:after )?{_IN}(?:the |these )?(?:(?:past|last|next|coming|previous) )?{_VAGUE} {_UNIT}(?: ago)?",
        _because("names no bounds"),
    ),
    (
        rf"(?:just |only |some )?(?:(?:{_COUNT}|{_VAGUE}) )?{_UNIT} "
        r"(?:later|earlier|before|after|prior|afterwards|beforehand)",
        _because("counts from another event"),
    ),
    (
        rf"(?:on )?(?:the|its|a) \d{{1,3}}(?:st|nd|rd|th) {_UNIT}(?: of)?|.+ since",
        _because("counts from another event"),
    ),
    (rf"{_NEAR}{_N} {_UNIT}", _length),
    (rf"\d{{1,3}}-{_UNIT}", _because("is a length without beginning or end")),
    (
        r"(?:every|each) .+|.+ (?:a|per|each|every) (?:day|night|week|month|year)"
        rf"|(?:{'|'.join(WEEKDAYS.split())})s",
        _because("tells of something repeated"),
    ),
)
_RULES = tuple((re.compile(pattern), rule) for pattern, rule in _SPELLED)


def read_duration(words: str, frame: Frame) -> Answer | None:
    """The period that the words count off from publication, the reason why none, or None where no rule knows them."""
    for pattern, rule in _RULES:
        if (m := pattern.fullmatch(words)) is not None:
            return UNDATED if frame.published is None else rule(m, frame.published, frame.future)
    return None
