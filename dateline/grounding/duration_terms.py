"""Rules for expressions that count days, weeks, months or years from the publication date."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from dateline.codebook import Granularity
from dateline.grounding.calendar_terms import UNDATED, WEEKDAYS, Answer
from dateline.grounding.periods import DAY, Frame, Period, calendar_unit, day, days, shift, week

_UNIT = r"(?P<unit>hour|day|night|week|fortnight|month|year|decade)s?"
_COUNT = r"(?P<n>\d{1,3}|an?)"
_NEAR = r"(?:(?:nearly|almost|about|around|some|roughly|approximately|just|exactly|fully|a full|at least) )?"
_OPEN = r"(?:more than|over|less than|under|fewer than|up to|at most|at least|well over|just over|just under)"
_VAGUE = r"(?:a few|few|several|many|some|a couple of|a couple|a number of|recent|countless|dozens of|a handful of|long|couple)"
_GRAIN = {"week": Granularity.WEEK, "month": Granularity.MONTH, "year": Granularity.YEAR}


def _ago(m: re.Match[str], today: date, future: bool) -> Answer:
    """The calendar day, week, month or year that lies so many units back."""
    number, unit = _number(m["n"]), m["unit"]
    if unit == "hour":
        return days(today - -(-number // 24) * DAY, today - number // 24 * DAY)
    if unit == "decade":
        return "names no bounds"
    at = shift(today, unit, -number)
    return day(at) if m["exact"] == "today" else calendar_unit(at, unit)


def _ago_weekday(m: re.Match[str], today: date, future: bool) -> Answer:
    """A week ago Friday: the Friday of that week or the one before, nearest to the day."""
    monday = week(shift(today, m["unit"], -_number(m["n"]))).first
    return day(monday + WEEKDAYS[m["w"]] * DAY)


def _past(m: re.Match[str], today: date, future: bool) -> Answer:
    """Over the past three weeks: from that many units before publication until publication."""
    return _span(_back(today, m["unit"], _number(m["n"] or "1")), today, m["unit"], m["n"])


def _lasting(m: re.Match[str], today: date, future: bool) -> Answer:
    """For eight days: as many days, the publication day among them; longer units reach back to the same day."""
    number, unit = _number(m["n"]), m["unit"]
    if future:
        return (
            _span(today, shift(today, unit, number), unit, m["n"])
            if unit != "hour"
            else days(today, today + -(-number // 24) * DAY)
        )
    if unit in ("day", "night"):
        return days(today - (number - 1) * DAY, today)
    return _span(_back(today, unit, number), today, unit, m["n"])


def _within(m: re.Match[str], today: date, future: bool) -> Answer:
    """In three days, within two weeks: a point or a stretch ahead; behind, the same as a duration."""
    number, unit = _number(m["n"]), m["unit"]
    if not future:
        return _lasting(m, today, future)
    if m["how"] == "within" or unit == "hour":
        return _span(today, _back(today, unit, -number), unit, m["n"])
    return calendar_unit(shift(today, unit, number), unit)


def _ahead(m: re.Match[str], today: date, future: bool) -> Answer:
    return _span(today, _back(today, m["unit"], -_number(m["n"] or "1")), m["unit"], m["n"])


def _time_hence(m: re.Match[str], today: date, future: bool) -> Answer:
    """In two weeks' time, three days from now."""
    return calendar_unit(shift(today, m["unit"], _number(m["n"])), m["unit"])


def _running_day(m: re.Match[str], today: date, future: bool) -> Answer:
    """For a third day, for the fifth consecutive night: that many days up to publication."""
    number, unit = _number(re.sub(r"\D", "", m["nth"])), m["unit"]
    if unit in ("day", "night"):
        return days(today - (number - 1) * DAY, today)
    return _span(_back(today, unit, number), today, unit, m["nth"])


def _open(m: re.Match[str], today: date, future: bool) -> Answer:
    return "leaves its beginning open"


def _vague(m: re.Match[str], today: date, future: bool) -> Answer:
    return "names no bounds"


def _bare_length(m: re.Match[str], today: date, future: bool) -> Answer:
    return "is a length without beginning or end"


def _elsewhere(m: re.Match[str], today: date, future: bool) -> Answer:
    return "counts from another event"


def _repeated(m: re.Match[str], today: date, future: bool) -> Answer:
    return "tells of something repeated"


def _back(at: date, unit: str, number: int) -> date:
    if unit == "hour":
        return at - (-(-number // 24) if number > 0 else number // 24) * DAY
    return shift(at, unit, -number)


def _span(first: date, last: date, unit: str, number: str | None) -> Period:
    grain = _GRAIN.get(unit, Granularity.DAYS)
    if grain is Granularity.YEAR and number not in (None, "1", "a", "an"):
        grain = Granularity.YEARS
    return Period(first, last, grain)


def _number(words: str) -> int:
    return 1 if words in ("a", "an") else int(words)


_RELATIVE: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], date, bool], Answer]], ...] = tuple(
    (re.compile(pattern), rule)
    for pattern, rule in (
        (rf"(?:{_OPEN}) {_COUNT} {_UNIT} ago", _open),
        (rf"{_NEAR}{_COUNT} {_UNIT} ago(?: (?P<exact>today))?", _ago),
        (rf"{_COUNT} {_UNIT} ago (?:on )?(?P<w>monday|tuesday|wednesday|thursday|friday|saturday|sunday)", _ago_weekday),
        (rf"(?:(?:in|over|during|within|for|throughout) )?(?:all )?(?:(?:the|these|this) )?(?:past|last|previous|preceding) {_NEAR}(?P<n>\d{{1,3}}) {_UNIT}", _past),
        (rf"(?:(?:in|over|during|within|for|throughout) )?(?:(?:the|this) (?:past|last)|past) (?P<n>){_UNIT}", _past),
        (rf"(?:(?:in|over|during|within|for) )?(?:the )?(?:next|coming|following) (?P<n>\d{{1,3}}) {_UNIT}", _ahead),
        (rf"(?:in|over|during|within) the (?:next|coming) (?P<n>){_UNIT}", _ahead),
        (rf"in {_NEAR}{_COUNT} {_UNIT} time", _time_hence),
        (rf"{_NEAR}{_COUNT} {_UNIT} from now", _time_hence),
        (rf"(?:for|over|during|throughout) (?:all )?{_NEAR}(?:the (?!last|past))?{_COUNT} (?:straight |consecutive |whole |full )?{_UNIT}", _lasting),
        (rf"(?:after )?{_NEAR}{_COUNT} (?:straight |consecutive )?{_UNIT} of", _lasting),
        (rf"(?P<how>in|within|inside) {_NEAR}{_COUNT} {_UNIT}", _within),
        (rf"for (?:an?|the|its|their) (?P<nth>\d{{1,3}}(?:st|nd|rd|th)) (?:straight |consecutive |successive |full )?{_UNIT}(?: in a row| running| straight)?", _running_day),
        (rf"(?:in|over|during|within|for|after|throughout)? ?(?:{_OPEN}) {_COUNT} {_UNIT}", _open),
        (rf"(?:in|over|during|within|for|throughout|after)? ?(?:the |these )?(?:past|last|next|coming|previous)? ?{_VAGUE} {_UNIT}(?: ago)?", _vague),
        (rf"(?:just |only |some )?(?:{_COUNT}|{_VAGUE})? ?{_UNIT} (?:later|earlier|before|after|prior|afterwards|beforehand)", _elsewhere),
        (rf"(?:on )?(?:the|its|a) \d{{1,3}}(?:st|nd|rd|th) {_UNIT}(?: of)?", _elsewhere),
        (rf"{_NEAR}\d{{1,3}}[- ]{_UNIT}", _bare_length),
        (r".+ since", _elsewhere),
        (r"(?:every|each) .+|.+ (?:a|per|each|every) (?:day|night|week|month|year)|(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday)s", _repeated),
    )
)  # fmt: skip


def read_duration(words: str, frame: Frame) -> Answer | None:
    """The period that the words count off from publication, the reason why none, or None where no rule knows them."""
    for pattern, rule in _RELATIVE:
        if (m := pattern.fullmatch(words)) is not None:
            return UNDATED if frame.published is None else rule(m, frame.published, frame.future)
    return None
