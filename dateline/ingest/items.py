"""Items: the units of a batch, each one report's bytes before they are parsed."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime

from dateline.errors import UnreadableDocument
from dateline.model.reports import Snapshot

MAX_BYTES = 32 * 1024 * 1024
"""A snapshot larger than this holds no single report; the longest PDFs of tribunals stay below it."""


@dataclass(frozen=True, slots=True)
class Item:
    """One report's snapshot, its given id and, for rows of a larger file, the element to take."""

    snapshot: Snapshot
    given_id: str
    element: int | None = None
    """Index within the snapshot where it holds several reports (a JSON array)."""


def take_snapshot(
    content: bytes, *, media_type: str, source: str, headers: tuple[tuple[str, str], ...] = ()
) -> Snapshot:
    """Hash the bytes at the moment of capture; raises UnreadableDocument on empty or oversized content."""
    if not content.strip():
        raise UnreadableDocument(source, "it is empty", "Give a file with a report's text.")
    if len(content) > MAX_BYTES:
        raise UnreadableDocument(
            source,
            f"it is larger than the {MAX_BYTES / 1e6:.0f} MB that one report may have",
            "Split it, or give many reports as JSON Lines, one a line.",
        )
    return Snapshot(
        sha256=hashlib.sha256(content).hexdigest(),
        content=content,
        media_type=media_type,
        source=source,
        captured_at=datetime.now(UTC),
        headers=headers,
    )
