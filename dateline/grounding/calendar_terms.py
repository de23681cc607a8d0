"""Rules for expressions that name days, weeks, months, seasons and years."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from dateline.codebook import Granularity
from dateline.grounding.periods import (
    DAY,
    SEASONS,
    Frame,
    Period,
    clip,
    day,
    days,
    join,
    month,
    part,
    running,
    season,
    shift,
    week,
    weekend,
    year,
    years,
)
from dateline.grounding.time_words import MONTHS, WEEKDAYS

Answer = Period | str
"""A period, or the reason why there is none."""
Rule = Callable[[re.Match[str], Frame], Answer | None]

UNDATED = "counts from the publication date, which is not known"
MONTH_NUMBERS = {name: number for number, name in enumerate(MONTHS.split(), 1)}
WEEKDAY_NUMBERS = {name: number for number, name in enumerate(WEEKDAYS.split())}

_TURNS = {"last": -1, "previous": -1, "this": 0, "current": 0, "next": 1, "coming": 1}
_BACK = ("last", "past", "this past", "previous")
_AHEAD = ("next", "coming", "this coming", "the coming")
_DAYS = {
    "yesterday": -1,
    "last night": -1,
    "last evening": -1,
    "tomorrow": 1,
    "the day before yesterday": -2,
    "the day after tomorrow": 2,
}


def _iso(m: re.Match[str], _frame: Frame) -> Answer:
    return day(date(int(m["y"]), int(m["m"]), int(m["d"])))


def _slashed(m: re.Match[str], _frame: Frame) -> Answer:
    """31/12/2016, 31.12.2016; with strokes the order must be plain from the numbers."""
    first, second, number = int(m["a"]), int(m["b"]), int(m["y"])
    if m["sep"] == "." or first > 12 or first == second:
        return day(date(number, second, first))
    return day(date(number, first, second)) if second > 12 else "day and month cannot be told apart"


def _month_day(m: re.Match[str], frame: Frame) -> Answer:
    """A month and a day, or days, with or without weekday and year."""
    number, first, last = MONTH_NUMBERS[m["m"]], _number(m["d"]), _number(m["e"] or m["d"])
    if m["y"]:
        return days(date(int(m["y"]), number, first), date(int(m["y"]), number, last))
    if frame.published is None:
        return UNDATED
    today = frame.published
    found = _existing(today.year, number, first)
    if not frame.future and found > today:
        found = _existing(today.year - 1, number, first)
    elif frame.future and found < today:
        found = _existing(today.year + 1, number, first)
    if m["w"] and not m["e"]:
        agreed = _with_weekday(found, WEEKDAY_NUMBERS[m["w"]])
        return day(agreed) if agreed else "weekday and date do not agree"
    return days(found, date(found.year, number, last))


def _existing(of: int, number: int, at: int) -> date:
    """The day of that year; for 29 February of the nearest leap year not after it."""
    while (number, at) == (2, 29) and month(of, 2).last.day == 28:
        of -= 1
    return date(of, number, at)


def _with_weekday(at: date, weekday: int) -> date | None:
    """The day in this, last or next year, whichever falls on the stated weekday."""
    for by in (0, -1, 1):
        if (other := _existing(at.year + by, at.month, at.day)).weekday() == weekday:
            return other
    return None


def _ordinal(m: re.Match[str], frame: Frame) -> Answer:
    """The fifteenth: of this, last or next month, or the latest such day."""
    if frame.published is None:
        return UNDATED
    at, today = _number(m["d"]), frame.published
    if m["turn"]:
        return day(month(today.year, today.month + _TURNS[m["turn"]]).first.replace(day=at))
    for by in range(4):
        held = month(today.year, today.month + (by if frame.future else -by))
        if at <= held.last.day:
            found = held.first.replace(day=at)
            if by or (found >= today if frame.future else found <= today):
                return day(found)
    return "no such day"


def _weekday(m: re.Match[str], frame: Frame) -> Answer:
    if frame.published is None:
        return UNDATED
    today, turn, weekday = frame.published, m["turn"], WEEKDAY_NUMBERS[m["w"]]
    ahead = (weekday - today.weekday()) % 7
    if m["week"]:
        return day(week(shift(today, "week", _TURNS[m["week"]])).first + weekday * DAY)
    if turn in _BACK:
        return day(today + (ahead - 7) * DAY)
    if turn in _AHEAD:
        return day(today + (ahead or 7) * DAY)
    return day(today + ahead * DAY if frame.future or not ahead else today + (ahead - 7) * DAY)


def _month(m: re.Match[str], frame: Frame) -> Answer:
    """A month, with a year ("May 2015", "May last year") or a turn ("last May")."""
    number, turn = MONTH_NUMBERS[m["m"]], m["turn"]
    if m["y"]:
        return month(int(m["y"]), number)
    if frame.published is None:
        return UNDATED
    today = frame.published
    if m["yt"]:
        return month(today.year + _TURNS[m["yt"]], number)
    here = month(today.year, number)
    if turn in _BACK:
        by = 0 if here.last < today else -1
    elif turn in _AHEAD:
        by = 0 if here.first > today else 1
    elif frame.future:
        by = 0 if here.last >= today else 1
    else:
        by = 0 if here.first <= today or turn == "this" else -1
    return month(today.year + by, number)


def _season(m: re.Match[str], frame: Frame) -> Answer:
    name, turn = m["s"], m["turn"]
    if m["y"]:
        in_two = name == "winter" and not m["y2"]
        return "a winter lies in two years" if in_two else season(name, int(m["y"]))
    if frame.published is None:
        return UNDATED
    today = frame.published
    if m["yt"]:
        return season(name, today.year + _TURNS[m["yt"]])
    begun = season(name, today.year)
    if begun.first > today:
        begun = season(name, today.year - 1)
    over = begun.last < today
    if turn in _BACK:
        return begun if over else season(name, begun.first.year - 1)
    ahead = turn in _AHEAD or (frame.future and over)
    return season(name, begun.first.year + 1) if ahead else begun


def _year(m: re.Match[str], _frame: Frame) -> Answer:
    return year(int(m["y"]))


def _years(m: re.Match[str], _frame: Frame) -> Answer:
    """2013-14, 2013-2016."""
    first, last = int(m["y"]), int(m["z"])
    last += first - first % 100 if last < 100 else 0
    return years(first, last) if last > first else "the years run backwards"


def _decade(m: re.Match[str], _frame: Frame) -> Answer:
    """The 1990s, the 90s."""
    first = int(m["y"])
    if first < 100:
        first += 2000 if first < 30 else 1900
    return years(first, first + 9)


def _relative_day(m: re.Match[str], frame: Frame) -> Answer:
    if frame.published is None:
        return UNDATED
    if m[0] == "overnight":
        return days(frame.published - DAY, frame.published)
    by = _DAYS.get(m[0])
    if by is None:
        by = _DAYS.get(m[0].split()[0], 0)
    return day(frame.published + by * DAY)


def _relative_unit(m: re.Match[str], frame: Frame) -> Answer:
    """Last week, this month, next year; what is not over yet ends, or begins, with the publication."""
    if frame.published is None:
        return UNDATED
    today, unit, turn = frame.published, m["unit"], _TURNS[m["turn"]]
    found = running(shift(today if unit == "week" else today.replace(day=1), unit, turn), unit)
    if turn or frame.whole:
        return found
    return clip(found, first=today) if frame.future else clip(found, last=today)


def _side(m: re.Match[str], frame: Frame) -> Answer:
    """Earlier this week, later this year."""
    if frame.published is None:
        return UNDATED
    found = running(frame.published, m["unit"])
    if m["side"] == "later":
        return clip(found, first=frame.published)
    return clip(found, last=frame.published)


def _weekend(m: re.Match[str], frame: Frame) -> Answer:
    if frame.published is None:
        return UNDATED
    today, turn = frame.published, m["turn"]
    here = weekend(today)
    if turn in _BACK:
        return here if here.last < today else weekend(today - 7 * DAY)
    if turn in _AHEAD:
        return here if here.first > today else weekend(today + 7 * DAY)
    if frame.future:
        return clip(here, first=today)
    return clip(here, last=today) if here.first <= today else weekend(today - 7 * DAY)


def _parted(m: re.Match[str], frame: Frame) -> Answer | None:
    """Early, mid or late in a week, month, season, year or decade."""
    rest = m["rest"]
    if rest in ("week", "month", "year"):
        rest = f"this {rest}"
    whole = read_term(rest, Frame(frame.published, frame.future, whole=True))
    return part(whole, m["part"]) if isinstance(whole, Period) else whole


def _holding(m: re.Match[str], frame: Frame) -> Answer | None:
    """The week or weekend of a named day."""
    held = read_term(m["rest"], frame)
    if not isinstance(held, Period) or held.first != held.last:
        return held if isinstance(held, str) else None
    return week(held.first) if m["unit"] == "week" else weekend(held.first)


def _overnight(m: re.Match[str], frame: Frame) -> Answer | None:
    """The night that begins on a named day."""
    held = read_term(m["rest"] or m["rest2"], frame)
    if not isinstance(held, Period) or held.first != held.last:
        return held if isinstance(held, str) else None
    return days(held.first, held.first + DAY)


def _stretch(m: re.Match[str], frame: Frame) -> Answer | None:
    """The first or last days, weeks or months of a month or year."""
    whole = read_term(m["rest"], Frame(frame.published, frame.future, whole=True))
    if not isinstance(whole, Period):
        return whole
    unit, number = m["unit"], int(m["n"] or 1)
    if m["end"] == "first":
        return clip(days(whole.first, shift(whole.first, unit, number) - DAY), last=whole.last)
    return clip(days(shift(whole.last + DAY, unit, -number), whole.last), first=whole.first)


def _share(m: re.Match[str], frame: Frame) -> Answer | None:
    """The second week of a month, a half of a month or year, a quarter of a year."""
    whole = read_term(m["rest"], Frame(frame.published, frame.future, whole=True))
    if not isinstance(whole, Period):
        return whole
    order, unit, of_year = _ORDER[m["end"]], m["unit"], whole.granularity is Granularity.YEAR
    if unit == "quarter" and of_year:
        return join(month(whole.first.year, 3 * order + 1), month(whole.first.year, 3 * order + 3))
    if unit == "half" and order in (0, 1, 3):
        middle = date(whole.first.year, 6, 30) if of_year else whole.first + 14 * DAY
        return days(middle + DAY, whole.last) if order else days(whole.first, middle)
    if unit == "week" and whole.granularity is Granularity.MONTH:
        start = whole.first + 7 * order * DAY
        return clip(days(start, start + 6 * DAY), last=whole.last)
    return None


def _number(words: str) -> int:
    return int(re.sub(r"\D", "", words))


_ORDER = {"first": 0, "second": 1, "third": 2, "fourth": 3, "last": 3, "final": 3}
_M = f"(?:{'|'.join(MONTHS.split())})"
_W = f"(?:{'|'.join(WEEKDAYS.split())})"
_S = f"(?:{'|'.join(SEASONS)})"
_D = r"(?:[0-2]?\d|3[01])(?:st|nd|rd|th)?"
_Y = r"(?:1[5-9]|20)\d\d"
_ON = rf"(?:(?:the )?(?P<w>{_W}) )?"
_TO = rf"(?: ?(?:-|to|and) ?(?P<e>{_D}))?"
_TURN = r"(?P<turn>last|next|this|this past|past|this coming|coming|the coming|previous)"
_OF_YEAR = rf"(?:(?: of| in)? (?:(?P<y>{_Y})|(?P<yt>last|this|next) year))?"
_OF_WINTER = r"(?P<y2>[-/]\d\d(?:\d\d)?)?"
_PARTS = r"(?:morning|afternoon|evening|night)"
_SPELLED: tuple[tuple[str, Rule], ...] = (
    (rf"(?:{_W} )?(?P<y>{_Y})-(?P<m>\d\d)-(?P<d>\d\d)", _iso),
    (rf"(?P<a>\d\d?)(?P<sep>[/.])(?P<b>\d\d?)(?P=sep)(?P<y>{_Y})", _slashed),
    (rf"{_ON}(?:the )?(?P<d>{_D}){_TO}(?: of)? (?P<m>{_M})(?: (?:of )?(?P<y>{_Y}))?", _month_day),
    (rf"{_ON}(?P<m>{_M}) (?:the )?(?P<d>{_D}){_TO}(?: (?:of )?(?P<y>{_Y}))?", _month_day),
    (rf"(?:{_W} )?the (?P<d>\d\d?(?:st|nd|rd|th))(?: of (?P<turn>last|this|next) month)?", _ordinal),
    (rf"(?:{_TURN} )?(?P<w>{_W})(?:(?: of| in)? (?P<week>last|this|next) week)?", _weekday),
    (rf"(?P<week>last|this|next) week (?:on )?(?P<turn>)(?P<w>{_W})", _weekday),
    (rf"(?:{_TURN} )?(?P<m>{_M}){_OF_YEAR}", _month),
    (rf"(?:{_TURN} |the )?(?P<s>{_S}){_OF_YEAR.replace(f'{_Y})', f'{_Y}){_OF_WINTER}')}", _season),
    (rf"(?:the )?(?:year )?(?P<y>{_Y})", _year),
    (rf"(?:the years )?(?P<y>{_Y}) ?[-/] ?(?P<z>{_Y}|\d\d)", _years),
    (r"(?:the )?(?P<y>(?:1[5-9]|20)?\d0)s", _decade),
    (r"(?:earlier |later )?(?:today|tonight)|this (?:morning|afternoon|evening)|overnight", _relative_day),
    (rf"last (?:night|evening)|(?:yesterday|tomorrow)(?: {_PARTS})?", _relative_day),
    (r"the day (?:before yesterday|after tomorrow)", _relative_day),
    (r"(?:the )?(?P<turn>last|this|next|current|coming) (?P<unit>week|month|year)", _relative_unit),
    (r"(?P<side>earlier|later) (?:on )?(?:this|in the|during the) (?P<unit>week|month|year)", _side),
    (rf"(?:{_TURN} |the )?weekend", _weekend),
    (r"(?:the )?(?P<part>early|mid|late)[- ](?:(?:in|of|part of) )?(?:the )?(?P<rest>.+)", _parted),
    (r"(?:the )?(?P<unit>week|weekend) (?:of|beginning|starting|ending) (?:on )?(?P<rest>.+)", _holding),
    (r"overnight (?:on |from |between )?(?P<rest>.+)|(?P<rest2>.+) overnight", _overnight),
    (
        r"(?:the )?(?P<end>first|last|final) (?:(?P<n>\d{1,2}) )?(?P<unit>day|week|month)s?"
        r"(?: of| in) (?P<rest>.+)",
        _stretch,
    ),
    (
        r"(?:the )?(?P<end>first|second|third|fourth|last|final) (?P<unit>half|quarter|week)"
        r"(?: of| in)? (?P<rest>.+)",
        _share,
    ),
)
_RULES = tuple((re.compile(pattern), rule) for pattern, rule in _SPELLED)


def read_term(words: str, frame: Frame) -> Answer | None:
    """The period that the words name, the reason why they name none, or None where no rule knows them."""
    for pattern, rule in _RULES:
        if (m := pattern.fullmatch(words)) is not None and (answer := rule(m, frame)) is not None:
            return answer
    return None
