"""Values of the record in the words people read: statuses, bounds, dates, chains, places."""

from __future__ import annotations

from datetime import date

from dateline.codebook import Measure, Status
from dateline.model.claims import Count, Location, Party, When

STATUS_MARKS: dict[Status, tuple[str, str]] = {
    Status.OCCURRED: ("●", "green"),
    Status.ONGOING: ("◉", "cyan"),
    Status.PLANNED: ("▷", "blue"),
    Status.THREATENED: ("▲", "magenta"),
    Status.POSSIBLE: ("◐", "yellow"),
    Status.NOT_OCCURRED: ("○", "red"),
    Status.UNVERIFIED: ("?", "yellow"),
    Status.HYPOTHETICAL: ("◇", "bright_black"),
}
"""A mark and a colour for each status; the word always stands beside them."""


def status_words(status: Status) -> str:
    """The status as it is read aloud."""
    return status.value.replace("_", " ")


def day(value: date) -> str:
    """`31 Aug 2017`."""
    return f"{value.day} {value:%b %Y}"


def when_words(when: When | None) -> str:
    """The days of a resolved time, or its own words where it stays unresolved."""
    if when is None:
        return ""
    if when.first is None or when.last is None:
        return f"“{when.evidence.quote}”"
    first, last = when.first, when.last
    if first == last:
        return day(first)
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31):
        return str(first.year) if first.year == last.year else f"{first.year}–{last.year}"
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{day(last)}"
    return f"{day(first)} – {day(last)}"


def place_words(place: Location | None) -> str:
    """The place as named, with the country it was found in; `?` where no entry fits."""
    if place is None:
        return ""
    if place.link is None:
        return f"{place.name} (?)"
    chosen = place.link.chosen
    return (
        place.name
        if chosen.country is None or chosen.feature == "country"
        else f"{place.name} ({chosen.country})"
    )


def names(parties: tuple[Party, ...]) -> str:
    """Names joined with commas; a dash where the words name nobody."""
    return ", ".join(dict.fromkeys(party.name for party in parties)) or "—"


def chain_words(chain: tuple[Party, ...]) -> str:
    """A chain of holders, the nearest to the event first: `Ryan Dillon, according to New York Times`."""
    if not chain:
        return "The report itself"
    inner, *outer = (party.name for party in reversed(chain))
    return ", ".join([inner[:1].upper() + inner[1:], *(f"according to {name}" for name in outer)])


def bounds(count: Count) -> str:
    """The number with its bounds: `17`, `≥ 25`, `≤ 16`, `20–30`, `~600`."""
    about = "~" if count.approx else ""
    if count.low == count.high:
        return f"{about}{count.low:,}"
    if count.high is None:
        return f"≥ {about}{count.low:,}"
    if count.low is None:
        return f"≤ {about}{count.high:,}"
    return f"{about}{count.low:,}–{count.high:,}"


def measure_words(measure: Measure) -> str:
    """The measure; nothing for `other`, which says nothing."""
    return "" if measure is Measure.OTHER else measure.value
