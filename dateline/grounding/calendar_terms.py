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
    season,
    shift,
    week,
    weekend,
    year,
    years,
)

Answer = Period | str
"""A period, or the reason why there is none."""

UNDATED = "counts from the publication date, which is not known"
MONTHS = {
    name: number
    for number, names in enumerate(
        [
            "january jan",
            "february feb",
            "march mar",
            "april apr",
            "may",
            "june jun",
            "july jul",
            "august aug",
            "september sept sep",
            "october oct",
            "november nov",
            "december dec",
        ],
        start=1,
    )
    for name in names.split()
}
WEEKDAYS = {
    name: number
    for number, names in enumerate(
        [
            "monday mon",
            "tuesday tues tue",
            "wednesday wed",
            "thursday thurs thur thu",
            "friday fri",
            "saturday sat",
            "sunday sun",
        ]
    )
    for name in names.split()
}
_M = "(?:" + "|".join(sorted(MONTHS, key=len, reverse=True)) + ")"
_W = "(?:" + "|".join(sorted(WEEKDAYS, key=len, reverse=True)) + ")"
_S = "(?:" + "|".join(SEASONS) + ")"
_D = r"(?:[0-2]?\d|3[01])(?:st|nd|rd|th)?"
_Y = r"(?:1[5-9]|20)\d\d"
_PART = r"(?P<part>early|mid|late)"
_AGO = r"(?P<turn>last|next|this|this past|past|this coming|coming|the coming|previous)"


def latest(at: date, frame: Frame, back: Callable[[date, int], date]) -> date:
    """Of the days one step apart around `at`, the last not after publication, or ahead of it the first not before."""
    assert frame.published is not None
    step = 0
    while back(at, step) > frame.published:
        step -= 1
    while back(at, step + 1) <= frame.published:
        step += 1
    found = back(at, step)
    return back(at, step + 1) if frame.future and found < frame.published else found


def _iso(m: re.Match[str], frame: Frame) -> Answer:
    return day(date(int(m["y"]), int(m["m"]), int(m["d"])))


def _slashed(m: re.Match[str], frame: Frame) -> Answer:
    first, second, number = int(m["a"]), int(m["b"]), int(m["y"])
    if m["sep"] == "." or first > 12 or first == second:
        return day(date(number, second, first))
    if second > 12:
        return day(date(number, first, second))
    return "day and month cannot be told apart"


def _month_day(m: re.Match[str], frame: Frame) -> Answer:
    """A month and a day, or days, with or without weekday and year."""
    number, first, last = MONTHS[m["m"]], _number(m["d"]), _number(m["e"] or m["d"])
    if m["y"]:
        return days(date(int(m["y"]), number, first), date(int(m["y"]), number, last))
    if frame.published is None:
        return UNDATED
    found = latest(
        _existing(frame.published.year, number, first),
        frame,
        lambda at, by: _existing(at.year + by, number, first),
    )
    if m["w"] and not m["e"]:
        agreed = _with_weekday(found, WEEKDAYS[m["w"]])
        return day(agreed) if agreed else "weekday and date do not agree"
    return days(found, date(found.year, number, last))


def _existing(of: int, number: int, at: int) -> date:
    """The day of that year; for 29 February the nearest leap year not after it."""
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
        held = month(today.year, today.month + {"last": -1, "this": 0, "next": 1}[m["turn"]])
        return day(held.first.replace(day=at))
    for by in (0, 1, 2) if frame.future else (0, -1, -2):
        held = month(today.year, today.month + by)
        if at <= held.last.day and (
            held.first.replace(day=at) >= today if by == 0 and frame.future else by or at <= today.day
        ):
            return day(held.first.replace(day=at))
    return "no such day"


def _weekday(m: re.Match[str], frame: Frame) -> Answer:
    if frame.published is None:
        return UNDATED
    today, turn = frame.published, m["turn"]
    ahead = (WEEKDAYS[m["w"]] - today.weekday()) % 7
    if m["week"]:
        return day(
            week(shift(today, "week", {"last": -1, "this": 0, "next": 1}[m["week"]])).first
            + WEEKDAYS[m["w"]] * DAY
        )
    if turn in ("last", "past", "this past", "previous"):
        return day(today + ((ahead or 7) - 7 if ahead else -7) * DAY)
    if turn in ("next", "coming", "this coming", "the coming"):
        return day(today + (ahead or 7) * DAY)
    return day(today + ahead * DAY if frame.future or not ahead else today + (ahead - 7) * DAY)


def _month(m: re.Match[str], frame: Frame) -> Answer:
    """A month, with a year ("May 2015", "May last year") or a turn ("last May")."""
    number = MONTHS[m["m"]]
    if m["y"]:
        return month(int(m["y"]), number)
    if frame.published is None:
        return UNDATED
    today = frame.published
    if m["yt"]:
        return month(today.year + {"last": -1, "this": 0, "next": 1}[m["yt"]], number)
    here, turn = month(today.year, number), m["turn"]
    if turn in ("last", "past", "this past", "previous"):
        return here if here.last < today else month(today.year - 1, number)
    if turn in ("next", "coming", "this coming", "the coming"):
        return here if here.first > today else month(today.year + 1, number)
    if turn == "this":
        return here
    if frame.future:
        return here if here.last >= today else month(today.year + 1, number)
    return here if here.first <= today else month(today.year - 1, number)


def _season(m: re.Match[str], frame: Frame) -> Answer:
    name = m["s"]
    if m["y"]:
        if name == "winter" and not m["y2"]:
            return "a winter lies in two years"
        return season(name, int(m["y"]))
    if frame.published is None:
        return UNDATED
    today = frame.published
    if m["yt"]:
        return season(name, today.year + {"last": -1, "this": 0, "next": 1}[m["yt"]])
    begun = season(name, today.year)
    if begun.first > today:
        begun = season(name, today.year - 1)
    turn = m["turn"]
    if turn in ("last", "past", "this past", "previous"):
        return begun if begun.last < today else season(name, begun.first.year - 1)
    running = begun.last >= today
    if turn in ("next", "coming", "this coming", "the coming") or (frame.future and not running):
        return season(name, begun.first.year + 1)
    return begun


def _year(m: re.Match[str], frame: Frame) -> Answer:
    return year(int(m["y"]))


def _years(m: re.Match[str], frame: Frame) -> Answer:
    """2013-14, 2013-2016."""
    first, last = int(m["y"]), int(m["z"])
    last += first - first % 100 if last < 100 else 0
    return years(first, last) if last > first else "the years run backwards"


def _decade(m: re.Match[str], frame: Frame) -> Answer:
    """The 1990s, the 90s."""
    first = int(m["y"])
    if first < 100:
        first += 2000 if first < 30 else 1900
    return years(first, first + 9) if first % 10 == 0 else "no decade"


def _relative_day(m: re.Match[str], frame: Frame) -> Answer:
    if frame.published is None:
        return UNDATED
    words = m[0]
    if words == "overnight":
        return days(frame.published - DAY, frame.published)
    by = {
        "yesterday": -1,
        "last night": -1,
        "last evening": -1,
        "tomorrow": 1,
        "the day before yesterday": -2,
        "the day after tomorrow": 2,
    }
    return day(
        frame.published
        + by.get(re.sub(r" (?:morning|afternoon|evening|night)$", "", words) if words not in by else words, 0)
        * DAY
    )


def _relative_unit(m: re.Match[str], frame: Frame) -> Answer:
    """Last week, this month, next year; what is not over yet ends, or begins, with the publication."""
    if frame.published is None:
        return UNDATED
    turn = {"last": -1, "previous": -1, "this": 0, "current": 0, "next": 1, "coming": 1}[m["turn"]]
    at = shift(
        frame.published.replace(day=1) if m["unit"] in ("month", "year") else frame.published, m["unit"], turn
    )
    found = {"week": week(at), "month": month(at.year, at.month), "year": year(at.year)}[m["unit"]]
    if turn:
        return found
    return clip(found, first=frame.published) if frame.future else clip(found, last=frame.published)


def _running(m: re.Match[str], frame: Frame) -> Answer:
    """Earlier this week, later this year."""
    if frame.published is None:
        return UNDATED
    today = frame.published
    found = {"week": week(today), "month": month(today.year, today.month), "year": year(today.year)}[
        m["unit"]
    ]
    return clip(found, first=today) if m["side"] == "later" else clip(found, last=today)


def _weekend(m: re.Match[str], frame: Frame) -> Answer:
    if frame.published is None:
        return UNDATED
    today, turn = frame.published, m["turn"]
    here = weekend(today)
    if turn in ("last", "past", "this past", "previous"):
        return here if here.last < today else weekend(today - 7 * DAY)
    if turn in ("next", "coming", "this coming", "the coming"):
        return here if here.first > today else weekend(today + 7 * DAY)
    if frame.future:
        return clip(here, first=today)
    return clip(here, last=today) if here.first <= today else weekend(today - 7 * DAY)


def _stretch(m: re.Match[str], frame: Frame) -> Answer | None:
    """The first week, days or half of a month or year."""
    whole = read_term(m["rest"], frame)
    if not isinstance(whole, Period):
        return whole
    at_end, unit, number = m["end"] == "last", m["unit"], int(m["n"] or 1)
    if unit == "half":
        middle = (
            date(whole.first.year, 6, 30) if whole.granularity is Granularity.YEAR else whole.first + 14 * DAY
        )
        return (
            join(day(whole.first), day(middle))
            if m["end"] == "first"
            else join(day(middle + DAY), day(whole.last))
        )
    if unit == "quarter":
        order = ["first", "second", "third", "last"].index(m["end"].replace("fourth", "last"))
        return join(month(whole.first.year, 3 * order + 1), month(whole.first.year, 3 * order + 3))
    if m["end"] not in ("first", "last"):
        if unit == "week" and number == 1:
            start = whole.first + {"second": 7, "third": 14, "fourth": 21}[m["end"]] * DAY
            return clip(days(start, start + 6 * DAY), last=whole.last)
        return None
    if at_end:
        return clip(days(shift(whole.last, unit, -number) + DAY, whole.last), first=whole.first)
    return clip(days(whole.first, shift(whole.first, unit, number) - DAY), last=whole.last)


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


def _parted(m: re.Match[str], frame: Frame) -> Answer | None:
    """Early, mid or late in a week, month, season, year or decade."""
    rest = m["rest"]
    plain = re.fullmatch(r"(?:the )?(week|month|year)", rest)
    whole = read_term(f"this {plain[1]}" if plain else rest, frame, whole=True)
    return part(whole, m["part"]) if isinstance(whole, Period) else whole


def _number(words: str) -> int:
    return int(re.sub(r"\D", "", words))


_RULES: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], Frame], Answer | None]], ...] = tuple(
    (re.compile(pattern), rule)
    for pattern, rule in (
        (rf"(?:{_W} )?(?P<y>{_Y})-(?P<m>\d\d)-(?P<d>\d\d)", _iso),
        (rf"(?P<a>\d\d?)(?P<sep>[/.])(?P<b>\d\d?)(?P=sep)(?P<y>{_Y})", _slashed),
        (rf"(?:(?:the )?(?P<w>{_W}) )?(?:the )?(?P<d>{_D})(?: ?(?:-|to|and) ?(?P<e>{_D}))?(?: of)? (?P<m>{_M})(?: (?:of )?(?P<y>{_Y}))?", _month_day),
        (rf"(?:(?:the )?(?P<w>{_W}) )?(?P<m>{_M}) (?:the )?(?P<d>{_D})(?: ?(?:-|to|and) ?(?P<e>{_D}))?(?: (?:of )?(?P<y>{_Y}))?", _month_day),
        (r"the (?P<d>\d\d?(?:st|nd|rd|th))(?: of (?P<turn>last|this|next) month)?", _ordinal),
        (rf"(?:{_AGO} )?(?P<w>{_W})(?:(?: of| in)? (?P<week>last|this|next) week)?", _weekday),
        (rf"(?P<week>last|this|next) week (?:on )?(?P<turn>)(?P<w>{_W})", _weekday),
        (rf"(?:{_AGO} )?(?P<m>{_M})(?:(?: of| in)? (?:(?P<y>{_Y})|(?P<yt>last|this|next) year))?", _month),
        (rf"(?:{_AGO} |the )?(?P<s>{_S})(?:(?: of| in)? (?:(?P<y>{_Y})(?P<y2>[-/]\d\d(?:\d\d)?)?|(?P<yt>last|this|next) year))?", _season),
        (rf"(?:the )?(?:year )?(?P<y>{_Y})", _year),
        (rf"(?:the years )?(?P<y>{_Y}) ?[-/] ?(?P<z>{_Y}|\d\d)", _years),
        (r"(?:the )?(?P<y>(?:1[5-9]|20)?\d0)s", _decade),
        (r"today|tonight|earlier today|later today|later tonight|earlier tonight|this (?:morning|afternoon|evening)|overnight|last (?:night|evening)"
         r"|(?:yesterday|tomorrow)(?: (?:morning|afternoon|evening|night))?|the day (?:before yesterday|after tomorrow)", _relative_day),
        (r"(?:the )?(?P<turn>last|this|next|current|coming) (?P<unit>week|month|year)", _relative_unit),
        (r"(?P<side>earlier|later) (?:this|in the|on this|during the) (?P<unit>week|month|year)", _running),
        (rf"(?:{_AGO} |the )?weekend", _weekend),
        (rf"(?:the )?{_PART}[- ](?:(?:in|of|part of) )?(?:the )?(?P<rest>.+)", _parted),
        (r"(?:the )?(?P<unit>week|weekend) (?:of|beginning|starting|ending|from) (?:on )?(?P<rest>.+)", _holding),
        (r"overnight (?:on |from |between )?(?P<rest>.+)|(?P<rest2>.+) overnight", _overnight),
        (r"(?:the )?(?P<end>first|second|third|fourth|last|final) (?:(?P<n>\d{1,2}) )?(?P<unit>half|quarter|day|week|month)s?(?: of| in)? (?P<rest>.+)", _stretch),
    )
)  # fmt: skip


def read_term(words: str, frame: Frame, *, whole: bool = False) -> Answer | None:
    """The period that the words name, the reason why they name none, or None where no rule knows them.

    With `whole` a week, month or year that is still running is not cut at the publication date.
    """
    for pattern, rule in _RULES:
        if (m := pattern.fullmatch(words)) is not None:
            answer = _whole_unit(m, frame) if whole and rule is _relative_unit else rule(m, frame)
            if answer is not None:
                return answer
    return None


def _whole_unit(m: re.Match[str], frame: Frame) -> Answer:
    if m["turn"] not in ("this", "current") or frame.published is None:
        return _relative_unit(m, frame)
    today = frame.published
    return {"week": week(today), "month": month(today.year, today.month), "year": year(today.year)}[m["unit"]]
