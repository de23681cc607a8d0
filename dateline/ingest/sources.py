"""Where reports come from: files, folders, globs, standard input, archives and addresses."""

from __future__ import annotations

import glob
import gzip
import json
import re
import sys
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO, cast

from dateline.errors import DatelineError, UnreadableDocument
from dateline.ingest.fetching import Fetcher
from dateline.ingest.items import MAX_BYTES, Item, take_snapshot

SUFFIXES = {
    ".txt": "text/plain",
    ".md": "text/plain",
    ".text": "text/plain",
    ".html": "text/html",
    ".htm": "text/html",
    ".xhtml": "text/html",
    ".pdf": "application/pdf",
    ".json": "application/json",
    ".jsonl": "application/x-ndjson",
    ".ndjson": "application/x-ndjson",
    ".warc": "application/warc",
}
_HTML = re.compile(
    rb"\s*(?:<!--.*?-->\s*)?<(?:!doctype\s+html|html|head|body|article)\b", re.IGNORECASE | re.DOTALL
)
_MEDIA = ("text/html", "application/xhtml+xml", "text/plain", "application/pdf")


def open_items(inputs: Iterable[str], fetcher: Fetcher) -> Iterator[Item | DatelineError]:
    """Every report of the inputs as an item, in order; what cannot be opened comes as its error."""
    for given in inputs:
        try:
            yield from _open(given, fetcher)
        except DatelineError as error:
            yield error
        except (OSError, zlib.error, EOFError) as error:
            reason = getattr(error, "strerror", None) or str(error)
            yield UnreadableDocument(
                given, f"it cannot be read ({reason})", "Check its name and permissions."
            )


def _open(given: str, fetcher: Fetcher) -> Iterator[Item | DatelineError]:
    if given == "-":
        yield from _from_bytes(sys.stdin.buffer.read(MAX_BYTES + 1), "-", "stdin")
    elif re.match(r"[a-z][a-z0-9+.-]*://", given, re.IGNORECASE):
        yield from _from_address(given, fetcher)
    elif Path(given).is_dir():
        yield from open_items(_walk(Path(given)), fetcher)
    elif Path(given).exists():
        yield from _from_file(Path(given))
    elif matches := sorted(glob.glob(given, recursive=True)):
        yield from open_items(matches, fetcher)
    else:
        raise UnreadableDocument(
            given, "there is no such file", "Check the name; quote patterns such as '*.txt'."
        )


def _walk(folder: Path) -> Iterator[str]:
    """Files of the kinds Dateline reads below a folder, in the order of their names; hidden ones left out."""
    for path in sorted(folder.rglob("*")):
        hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
        if path.is_file() and not hidden and _suffix(path) in SUFFIXES:
            yield str(path)


def _suffix(path: Path) -> str:
    suffixes = [s.lower() for s in path.suffixes]
    return suffixes[-2] if suffixes[-1:] == [".gz"] and len(suffixes) > 1 else (suffixes or [""])[-1]


def _stem(path: Path) -> str:
    name = path.name.removesuffix(".gz")
    return Path(name).stem


def _from_file(path: Path) -> Iterator[Item | DatelineError]:
    kind = SUFFIXES.get(_suffix(path))
    if kind == "application/warc":
        from dateline.ingest.archives import read_archive

        yield from read_archive(path)
        return
    with _opened(path) as stream:
        if kind == "application/x-ndjson":
            yield from _from_rows(stream, str(path), _stem(path))
        else:
            yield from _from_bytes(stream.read(MAX_BYTES + 1), str(path), _stem(path), kind)


def _opened(path: Path) -> BinaryIO:
    return cast(BinaryIO, gzip.open(path, "rb")) if path.suffix.lower() == ".gz" else path.open("rb")


def _from_bytes(
    content: bytes, source: str, stem: str, kind: str | None = None
) -> Iterator[Item | DatelineError]:
    kind = _media_type(content, kind)
    if kind == "application/x-ndjson":
        yield from _from_rows(iter(content.splitlines(keepends=True)), source, stem)
        return
    snapshot = take_snapshot(content, media_type=kind, source=source)
    if kind != "application/json":
        yield Item(snapshot, stem)
        return
    try:
        value = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise UnreadableDocument(
            source, f"it is no valid JSON ({error})", "Mend it, or give JSON Lines."
        ) from None
    if isinstance(value, list):
        for index, row in enumerate(value):
            yield Item(snapshot, _row_id(row) or f"{stem}-{index + 1}", index)
    else:
        yield Item(snapshot, _row_id(value) or stem)


def _media_type(content: bytes, kind: str | None) -> str:
    """The kind by content where that is plain, else by name: files are often misnamed."""
    head = content[:1024].lstrip(b"\xef\xbb\xbf \t\r\n")
    if head.startswith(b"%PDF-"):
        return "application/pdf"
    if kind in (None, "text/plain") and _HTML.match(head):
        return "text/html"
    if kind is None and head.startswith((b"{", b"[")):
        first = content.split(b"\n", 1)[0]
        return "application/json" if head.startswith(b"[") or not _is_json(first) else "application/x-ndjson"
    return kind or "text/plain"


def _is_json(line: bytes) -> bool:
    try:
        json.loads(line)
    except (ValueError, RecursionError):
        return False
    return True


def _from_rows(lines: Iterable[bytes], source: str, stem: str) -> Iterator[Item | DatelineError]:
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        name = f"{source}:{number}"
        try:
            snapshot = take_snapshot(line.strip(), media_type="application/json", source=name)
            row = json.loads(line)
            yield Item(snapshot, _row_id(row) or f"{stem}-{number}")
        except (ValueError, RecursionError) as error:
            yield UnreadableDocument(
                name, f"the row is no valid JSON ({error})", "Mend the row, or leave it out."
            )
        except UnreadableDocument as error:
            yield error


def _row_id(row: object) -> str | None:
    if not isinstance(row, dict):
        return None
    found = row.get("id", row.get("doc_id"))
    return str(found) if isinstance(found, str | int) and str(found).strip() else None


def _from_address(address: str, fetcher: Fetcher) -> Iterator[Item]:
    fetched = fetcher.fetch(address)
    kind = fetched.media_type if fetched.media_type in _MEDIA else _media_type(fetched.content, None)
    snapshot = take_snapshot(fetched.content, media_type=kind, source=fetched.url, headers=fetched.headers)
    yield Item(snapshot, fetched.url)


def count_items(inputs: Iterable[str]) -> int | None:
    """How many items the inputs hold, without parsing them; None where only reading can tell."""
    total = 0
    for given in inputs:
        path = Path(given)
        if path.is_dir():
            counted = count_items(_walk(path))
        elif path.is_file():
            counted = _count_file(path)
        else:
            matches = [] if given == "-" or "://" in given else glob.glob(given, recursive=True)
            counted = count_items(matches) if matches else None
        if counted is None:
            return None
        total += counted
    return total


def _count_file(path: Path) -> int | None:
    kind = SUFFIXES.get(_suffix(path))
    if kind in ("application/warc", "application/json"):
        return None
    if kind != "application/x-ndjson":
        return 1
    try:
        with _opened(path) as rows:
            return sum(1 for row in rows if row.strip())
    except (OSError, EOFError, zlib.error):
        return None
