"""Periods of whole days and the arithmetic of weeks, months, seasons and years on them."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from dateline.codebook import Granularity

DAY = timedelta(days=1)
SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
"""First month of each season, after the meteorological seasons of the northern hemisphere."""


@dataclass(frozen=True, slots=True)
class Period:
    """Days from `first` to `last`, both included, and how fine the words were."""

    first: date
    last: date
    granularity: Granularity


@dataclass(frozen=True, slots=True)
class Frame:
    """What an expression is resolved against: the publication date and whether the event lies ahead of it."""

    published: date | None
    future: bool = False
    whole: bool = False
    """True where a week, month or year that is still running is not cut at the publication date."""


def day(at: date) -> Period:
    """One day."""
    return Period(at, at, Granularity.DAY)


def days(first: date, last: date) -> Period:
    """Several days, or one."""
    return Period(first, last, Granularity.DAY if first == last else Granularity.DAYS)


def week(of: date) -> Period:
    """Monday to Sunday of the week that holds the day."""
    monday = of - of.weekday() * DAY
    return Period(monday, monday + 6 * DAY, Granularity.WEEK)


def weekend(of: date) -> Period:
    """Saturday and Sunday of the week that holds the day."""
    saturday = of - of.weekday() * DAY + 5 * DAY
    return Period(saturday, saturday + DAY, Granularity.DAYS)


def month(year: int, number: int) -> Period:
    """A calendar month; `number` may lie outside 1..12 and then counts on into other years."""
    year, index = year + (number - 1) // 12, (number - 1) % 12 + 1
    return Period(date(year, index, 1), date(year, index, monthrange(year, index)[1]), Granularity.MONTH)


def year(number: int) -> Period:
    """A calendar year."""
    return Period(date(number, 1, 1), date(number, 12, 31), Granularity.YEAR)


def years(first: int, last: int) -> Period:
    """Calendar years, both included."""
    return Period(
        date(first, 1, 1), date(last, 12, 31), Granularity.YEARS if last > first else Granularity.YEAR
    )


def season(name: str, of: int) -> Period:
    """Three months; a winter begins in December of its year."""
    first = month(of, SEASONS[name])
    return Period(first.first, month(of, SEASONS[name] + 2).last, Granularity.SEASON)


def shift(at: date, unit: str, number: int) -> date:
    """The day `number` days, weeks, months or years later (earlier where negative), kept inside its month."""
    if unit in ("day", "night", "week", "fortnight"):
        return at + number * DAY * {"week": 7, "fortnight": 14}.get(unit, 1)
    months = number * (12 if unit == "year" else 120 if unit == "decade" else 1)
    target = month(at.year, at.month + months)
    return target.first.replace(day=min(at.day, target.last.day))


def running(at: date, unit: str) -> Period:
    """The calendar week, month or year that holds a day."""
    if unit in ("week", "fortnight"):
        return week(at)
    return month(at.year, at.month) if unit == "month" else year(at.year)


def calendar_unit(at: date, unit: str) -> Period:
    """The day, calendar week, month or year that holds a day."""
    return day(at) if unit in ("day", "night") else running(at, unit)


def part(period: Period, which: str) -> Period:
    """The early, mid or late third of a period of a week or more; a day stays whole.

    Thirds are days 1-10, 11-20 and 21 to the end of a month, Monday-Tuesday, Wednesday-Thursday and
    Friday-Sunday of a week, four months of a year, one month of a season, and years 0-3, 4-6 and 7-9 of a decade.
    """
    at = {"early": 0, "mid": 1, "late": 2}[which]
    first, last = period.first, period.last
    match period.granularity:
        case Granularity.WEEK:
            return days(first + (0, 2, 4)[at] * DAY, first + (1, 3, 6)[at] * DAY)
        case Granularity.MONTH:
            return days(first + 10 * at * DAY, last if at == 2 else first + (10 * at + 9) * DAY)
        case Granularity.SEASON:
            return month(first.year, first.month + at)
        case Granularity.YEAR:
            third = month(first.year, 4 * at + 1).first, month(first.year, 4 * at + 4).last
            return Period(*third, Granularity.MONTH)
        case Granularity.YEARS if last.year - first.year == 9:
            return years(first.year + (0, 4, 7)[at], first.year + (3, 6, 9)[at])
        case _:
            return period


def join(first: Period, last: Period) -> Period:
    """From the beginning of one period to the end of another."""
    grain = first.granularity
    wider = {Granularity.DAY: Granularity.DAYS, Granularity.YEAR: Granularity.YEARS}
    return Period(first.first, last.last, wider.get(grain, grain) if last.last > first.last else grain)


def clip(period: Period, *, first: date | None = None, last: date | None = None) -> Period:
    """The period without the days before `first` and after `last`."""
    return Period(
        max(period.first, first or date.min), min(period.last, last or date.max), period.granularity
    )
