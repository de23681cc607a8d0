"""Facts about a report from its own words: dates, the dateline line, and what to warn of."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta

_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[T ]|$)")
_DATELINE = re.compile(
    r"""\A\s*
    (?P<place>[A-Z][A-Z'’.\-]+(?:[ ,]+[A-Z][A-Za-z'’.\-]+){0,4})      # ARSAL, Lebanon
    (?:\s*,?\s+\w{3,9}\.?\s+\d{1,2})?                                  # , Aug 30
    \s*(?:\((?P<agency>[A-Z][\w /&.-]{1,30})\))?                       # (Reuters)
    \s*(?:--?|[–—])\s""",
    re.VERBOSE,
)
_URL_DATE = re.compile(r"/(20\d\d|19\d\d)[/-](0?[1-9]|1[0-2])[/-](0?[1-9]|[12]\d|3[01])(?:[/-]|$)")


def parse_date(value: str | None) -> date | None:
    """The day of a metadata date in ISO form or in words; None where it names no day."""
    if not value or not value.strip():
        return None
    if found := _ISO.match(value.strip()):
        try:
            return date(*map(int, found.groups()))
        except ValueError:
            return None
    # Imported here: dateparser takes a quarter of a second, and most metadata is in ISO form.
    import dateparser

    parsed = dateparser.parse(
        value, languages=["en"], settings={"REQUIRE_PARTS": ["day", "month", "year"], "STRICT_PARSING": True}
    )
    return parsed.date() if parsed else None


def url_date(url: str | None) -> date | None:
    """The day that an address carries in its path ("/2017/08/31/"); None where there is none."""
    found = _URL_DATE.search(url or "")
    try:
        return date(*map(int, found.groups())) if found else None
    except ValueError:
        return None


def dateline_place(text: str) -> str | None:
    """The place of a dateline line at the start of `text`, verbatim ("BEIRUT"); None without one."""
    found = _DATELINE.match(text[:200])
    return found.group("place").strip(" ,.") if found else None


def date_warnings(published: date | None, *, today: date | None = None) -> tuple[str, ...]:
    """What a reader should know of the publication date: that it is missing, or in the future."""
    if published is None:
        return ("no publication date: relative times are left unresolved (give one with --published)",)
    if published > (today or datetime.now(UTC).date()) + timedelta(days=1):
        return (f"the publication date {published} lies in the future",)
    return ()
