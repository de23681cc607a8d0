"""Importing places from files: GeoNames dumps, GeoNames alternate names, and TSV with a header."""

from __future__ import annotations

import gzip
import hashlib
import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO

from dateline.errors import InputError, StoreError
from dateline.grounding.gazetteer import IMPORTED, Gazetteer, build_gazetteer, cache_folder
from dateline.grounding.gazetteer_build import FORMAT, Entry, IndexWriter, Progress
from dateline.grounding.gazetteer_rows import BadRow, NameRow, PlaceRow, choose_reader

_NAMED = 20
_STEP = 20_000


@dataclass(frozen=True, slots=True)
class ImportSummary:
    """What an import took in, and what it could not use."""

    places: int
    """Places that are new or renewed."""
    names: int
    skipped: int
    """Rows that are no places for us: postal codes, links, places no longer current, names of unknown places."""
    bad: int
    problems: tuple[str, ...]
    """The first twenty bad rows, each with its line number and reason."""


def import_places(path: Path, into: Path | None = None, progress: Progress | None = None) -> ImportSummary:
    """Add a file's places to those imported before, in a side file that every later look-up reads.

    `path` may be a GeoNames dump (allCountries.txt or a country's file), alternateNamesV2.txt, or TSV with
    a header that names at least `name`, `lat` and `lon`; plain or gzip. Rows stream through, so memory stays
    small; bad rows are counted and named. Readers see the old or the new side file, never a mixture.
    Progress counts bytes. Raises InputError where the file is missing or of no known form, StoreError where
    the side file cannot be written.
    """
    into = into or cache_folder() / IMPORTED
    unfinished = into.with_name(f"{into.name}.{os.getpid()}.unfinished")
    try:
        size = path.stat().st_size
        digest = _digest(path, into)
        into.parent.mkdir(parents=True, exist_ok=True)
        if into.exists():
            shutil.copyfile(into, unfinished)
    except OSError as error:
        raise InputError(f"{path}: cannot be imported ({error}). Give a file that can be read.") from error
    importer = _Importer(unfinished)
    try:
        summary = importer.run(path, lambda done: progress(done, size) if progress else None)
        importer.writer.finish(digest=digest, format=FORMAT)
        unfinished.replace(into)
    except (sqlite3.Error, EOFError, OSError) as error:
        raise StoreError(f"{path}: the import stopped and nothing was changed ({error}).") from error
    finally:
        importer.writer.abandon()
        unfinished.unlink(missing_ok=True)
    return summary


def _digest(path: Path, into: Path) -> str:
    """Decides the imported places: what was there before, and this file's bytes."""
    before = ""
    if into.exists():
        with sqlite3.connect(into) as database:
            before = database.execute("SELECT value FROM meta WHERE name = 'digest'").fetchone()[0]
    with path.open("rb") as content:
        added = hashlib.file_digest(content, "sha256").hexdigest()
    return hashlib.sha256(f"{before} {added}".encode()).hexdigest()


class _Importer:
    """Streams one file's rows into a side file."""

    def __init__(self, unfinished: Path) -> None:
        self.writer = IndexWriter(unfinished)
        self.base = Gazetteer(build_gazetteer()[0])
        self.places = self.names = self.skipped = self.bad = 0
        self.problems: list[str] = []

    def run(self, path: Path, progress: Callable[[int], None]) -> ImportSummary:
        with path.open("rb") as raw:
            lines = _lines(raw)
            first = next(lines, b"").removeprefix(b"\xef\xbb\xbf")
            chosen = choose_reader(first.decode("utf-8", "replace").rstrip("\r\n").split("\t"))
            if chosen is None:
                raise InputError(
                    f"{path}: no known form of places. Give a GeoNames dump, alternateNamesV2.txt, or "
                    "tab-separated columns with a header that names name, lat and lon."
                )
            reader, is_header = chosen
            for number, line in enumerate(
                lines if is_header else _again(first, lines), 2 if is_header else 1
            ):
                try:
                    self._take(reader(line.decode("utf-8").rstrip("\r\n").split("\t")))
                except (BadRow, UnicodeDecodeError) as error:
                    self._complain(
                        number, "not UTF-8" if isinstance(error, UnicodeDecodeError) else str(error)
                    )
                if number % _STEP == 0:
                    progress(raw.tell())
        return ImportSummary(self.places, self.names, self.skipped, self.bad, tuple(self.problems))

    def _take(self, row: PlaceRow | NameRow | None) -> None:
        if row is None:
            self.skipped += 1
        elif isinstance(row, PlaceRow):
            self.writer.put_place(self._known(row.entry), row.names)
            self.places += 1
            self.names += len(row.names)
        elif (place := self._find(row.ref)) is None:
            self.skipped += 1
        else:
            self.writer.add_names(place, [row.name], loosely=True)
            self.names += 1

    def _known(self, entry: Entry) -> Entry:
        """The entry under the id of our own list, and with what the place is known to be, where we have it."""
        if entry.feature == "country" and self.base.by_ref(f"dl:country-{entry.countries}"):
            return replace(entry, ref=f"dl:country-{entry.countries}")
        division = self.base.division(entry.countries, entry.admin1) if entry.feature == "admin1" else None
        if division:
            return replace(entry, ref=division.ref, name=division.name)
        known = self.base.by_ref(entry.ref) if not entry.population else None
        if known is None:
            return entry
        admin1 = entry.admin1 or known.admin1
        return replace(entry, admin1=admin1, feature=known.feature, population=known.population)

    def _find(self, ref: str) -> int | None:
        """The place's number in the side file; one that only comes along is copied there first."""
        found = self.writer.find(ref)
        if found is None and (place := self.base.by_ref(ref)):
            fields = (place.latitude, place.longitude, place.feature, place.population, place.radius)
            found = self.writer.put_place(
                Entry(ref, place.name, " ".join(place.countries), place.admin1, *fields), ()
            )
        return found

    def _complain(self, number: int, reason: str) -> None:
        self.bad += 1
        if len(self.problems) < _NAMED:
            self.problems.append(f"line {number}: {reason}")


def _lines(raw: BinaryIO) -> Iterator[bytes]:
    magic = raw.read(2)
    raw.seek(0)
    return iter(gzip.GzipFile(fileobj=raw)) if magic == b"\x1f\x8b" else iter(raw)


def _again(first: bytes, rest: Iterator[bytes]) -> Iterator[bytes]:
    yield first
    yield from rest
