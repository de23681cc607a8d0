"""Reports and the snapshots they were read from."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The bytes a report was read from, with their hash and the facts of the capture."""

    sha256: str
    content: bytes = field(repr=False)
    media_type: str
    source: str
    """The path, address or `-` that the bytes came from."""
    captured_at: datetime | None = None
    """UTC; set by the capture, not part of the report's identity."""
    headers: tuple[tuple[str, str], ...] = ()
    """Response headers of a fetched snapshot, as received."""


@dataclass(frozen=True, slots=True)
class Report:
    """One published text as it is frozen in the record."""

    id: str
    """`rpt_` and a base32 digest of snapshot hash and given id: the same bytes give the same id."""
    given_id: str
    """The id the input gave, or its file's stem; the gold format's `doc_id`."""
    text: str = field(repr=False)
    snapshot: str
    """SHA-256 of the snapshot's bytes."""
    title: str | None = None
    outlet: str | None = None
    byline: str | None = None
    url: str | None = None
    published: date | None = None
    dateline: str | None = None
    """The place of the dateline line ("BEIRUT (AP) -"), verbatim."""
    language: str = "en"
    """ISO 639-1; reports in other languages than English are stored and searchable but not read."""
    warnings: tuple[str, ...] = ()
    """What the reader of this report should know: a date in the future, a repaired encoding."""
