"""Reports out of WARC files."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from dateline.errors import DatelineError, UnreadableDocument
from dateline.ingest.items import MAX_BYTES, Item, take_snapshot

_READ = ("text/html", "application/xhtml+xml", "text/plain", "application/pdf")


def read_archive(path: Path) -> Iterator[Item | DatelineError]:
    """Every page, text or PDF of a WARC's responses and resources; broken records come as errors."""
    from warcio.archiveiterator import ArchiveIterator
    from warcio.exceptions import ArchiveLoadFailed

    with path.open("rb") as stream:
        try:
            for record in ArchiveIterator(stream):
                if record.rec_type not in ("response", "resource"):
                    continue
                yield from _read(record, path)
        except ArchiveLoadFailed as error:
            yield UnreadableDocument(str(path), f"the archive is broken ({error})", "Fetch or copy it again.")


def _read(record, path: Path) -> Iterator[Item | DatelineError]:  # type: ignore[no-untyped-def]  # warcio is untyped
    address = (
        record.rec_headers.get_header("WARC-Target-URI")
        or f"{path}#{record.rec_headers.get_header('WARC-Record-ID')}"
    )
    http = record.http_headers
    kind = (http.get_header("Content-Type") if http else record.content_type) or ""
    if kind.partition(";")[0].strip().lower() not in _READ or (
        http and http.get_statuscode() not in ("200", "203")
    ):
        return
    headers = tuple((str(name).lower(), str(value)) for name, value in (http.headers if http else ()))
    try:
        content = record.content_stream().read(MAX_BYTES + 1)
        snapshot = take_snapshot(
            content, media_type=kind.partition(";")[0].strip().lower(), source=address, headers=headers
        )
        yield Item(snapshot, address)
    except (UnreadableDocument, OSError) as error:
        yield (
            error
            if isinstance(error, DatelineError)
            else UnreadableDocument(address, f"its record is broken ({error})", "Fetch it again.")
        )
