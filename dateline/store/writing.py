"""Writing: snapshots, and reports with their claims, each within one transaction."""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, Table, func, select, update

from dateline.errors import InputError
from dateline.model.records import Run
from dateline.model.reports import Snapshot
from dateline.store.codec import to_claim, to_report
from dateline.store.dialects import add_words, insert_rows, lock_writers, remove_words
from dateline.store.log import LogKind, LogTail, digest_of
from dateline.store.rows import (
    ReportRows,
    Row,
    name_row,
    parties_of,
    place_row,
    places_of,
    shown_of,
    words_of_claim,
    words_of_report,
)
from dateline.store.schema import (
    captures,
    claim_names,
    claim_places,
    claims,
    names,
    places,
    readings,
    reports,
    runs,
    snapshots,
    texts,
)


class Writer:
    """Adds to the record within one transaction; `finish` writes the log before it is committed."""

    def __init__(self, connection: Connection) -> None:
        """Keep other writers out and read where the log and the row numbers stand."""
        lock_writers(connection)
        self._connection = connection
        self._log = LogTail(connection)
        self._next: dict[str, int] = {}

    def add_snapshot(self, snapshot: Snapshot) -> bool:
        """True where the bytes are new; raises InputError where they do not have the hash they came with."""
        known = self._connection.scalar(select(1).where(snapshots.c.sha256 == snapshot.sha256))
        if not known:
            self._add_bytes(snapshot)
        self._add_capture(snapshot)
        return not known

    def add_report(self, rows: ReportRows) -> bool:
        """True where the reading is new; a known one changes nothing."""
        known = self._connection.scalar(select(1).where(readings.c.id == rows.reading_id))
        if known:
            return False
        record = rows.record
        self.add_snapshot(record.snapshot)
        text = {"sha256": rows.text_sha256, "text": record.report.text}
        insert_rows(self._connection, texts, [text], is_new=False)
        reading = self._number(readings)
        report = self._add_report_row(rows, reading)
        self._add_reading_row(rows, reading, report, self._run_row(record.run))
        self._add_claims(rows, reading, report)
        self._log.note(LogKind.READING, rows.reading_id, rows.reading_digest)
        return True

    def finish(self) -> None:
        """Write the rows of the log."""
        self._log.flush()

    def _add_bytes(self, snapshot: Snapshot) -> None:
        if not snapshot.content and snapshot.sha256 != hashlib.sha256().hexdigest():
            raise InputError(f"snapshot {snapshot.sha256} is not archived, and its bytes were not given")
        if hashlib.sha256(snapshot.content).hexdigest() != snapshot.sha256:
            raise InputError(f"the bytes from {snapshot.source} do not have the hash {snapshot.sha256}")
        row = {
            "sha256": snapshot.sha256,
            "size": len(snapshot.content),
            "content": zlib.compress(snapshot.content),
        }
        insert_rows(self._connection, snapshots, [row])
        self._log.note(LogKind.SNAPSHOT, snapshot.sha256, digest_of((snapshot.sha256, row["size"])))

    def _add_capture(self, snapshot: Snapshot) -> None:
        row = capture_row(snapshot)
        of_source = (captures.c.snapshot == snapshot.sha256, captures.c.source == snapshot.source)
        if not self._connection.scalar(select(1).where(*of_source)):
            insert_rows(self._connection, captures, [row])
            self._log.note(LogKind.CAPTURE, snapshot.sha256, digest_of(row.values()))

    def _run_row(self, run: Run) -> int:
        row: int | None = self._connection.scalar(select(runs.c.row).where(runs.c.id == run.id))
        if row is not None:
            return row
        row = self._number(runs)
        facts = {"id": run.id, "version": run.version, "model": run.model, "settings": run.settings}
        insert_rows(self._connection, runs, [{"row": row, **facts, "first_at": self._log.at}])
        self._log.note(LogKind.RUN, run.id, digest_of(facts.values()))
        return row

    def _add_report_row(self, rows: ReportRows, reading: int) -> int:
        report = rows.record.report
        shown = {**shown_of(report), "reading": reading}
        query = select(reports.c.row, reports.c.reading).where(reports.c.id == report.id)
        known = self._connection.execute(query).first()
        if known:
            self._connection.execute(update(reports).where(reports.c.row == known.row).values(shown))
            self._index_anew(known, rows)
            return int(known.row)
        row = self._number(reports)
        ids = {"row": row, "id": report.id, "given_id": report.given_id, "snapshot": report.snapshot}
        insert_rows(self._connection, reports, [{**ids, **shown, "first_seen_at": self._log.at}])
        add_words(self._connection, "report_words", [(row, rows.words)])
        self._log.note(LogKind.REPORT, report.id, rows.report_digest)
        return row

    def _index_anew(self, known: Any, rows: ReportRows) -> None:
        """Take what the reading before was found by out of the search indexes."""
        query = select(readings.c.record, texts.c.text).join(texts).where(readings.c.row == known.reading)
        before = self._connection.execute(query).one()
        words = words_of_report(to_report(before.record, before.text))
        if words != rows.words:
            remove_words(self._connection, "report_words", [(known.row, words)])
            add_words(self._connection, "report_words", [(known.row, rows.words)])
        old = select(claims.c.row, claims.c.record).where(claims.c.reading == known.reading)
        gone = []
        for row in self._connection.execute(old):
            claim = to_claim(row.record)
            names_ = [name_row(party) for _, _, party in parties_of(claim)]
            places_ = [place_row(place) for _, _, place in places_of(claim)]
            gone.append((row.row, words_of_claim(claim, names_, places_)))
        remove_words(self._connection, "claim_words", gone)

    def _add_reading_row(self, rows: ReportRows, reading: int, report: int, run: int) -> None:
        row = {
            "row": reading,
            "id": rows.reading_id,
            "report": report,
            "run": run,
            "text": rows.text_sha256,
            "record": rows.report_json,
            "status": rows.status,
            "claims": len(rows.claims),
            "embedding": rows.record.embedding,
            "at": self._log.at,
        }
        insert_rows(self._connection, readings, [row])

    def _add_claims(self, rows: ReportRows, reading: int, report: int) -> None:
        first = self._number(claims, len(rows.claims))
        numbered = list(enumerate(rows.claims, first))
        self._insert(
            claims, ({"row": row, "reading": reading, "report": report, **of.claim} for row, of in numbered)
        )
        self._insert(names, (name for of in rows.claims for name, _, _ in of.names))
        self._insert(
            claim_names,
            (
                {"name": name["key"], "claim": row, "role": role, "position": position}
                for row, of in numbered
                for name, role, position in of.names
            ),
        )
        self._insert(places, (place for of in rows.claims for place, _, _ in of.places))
        self._insert(
            claim_places,
            (
                {"place": place["key"], "claim": row, "role": role, "position": position}
                for row, of in numbered
                for place, role, position in of.places
            ),
        )
        add_words(self._connection, "claim_words", [(row, of.words) for row, of in numbered])

    def _insert(self, table: Table, rows: Iterable[Row]) -> None:
        is_vocabulary = table in (names, places)
        insert_rows(self._connection, table, list(rows), is_new=not is_vocabulary)

    def _number(self, table: Table, count: int = 1) -> int:
        """The first of `count` row numbers; no other writer can take them before this one has ended."""
        number = self._next.get(table.name)
        if number is None:
            last = self._connection.scalar(select(func.max(table.c.row)))
            number = (last or 0) + 1
        self._next[table.name] = number + count
        return number


def capture_row(snapshot: Snapshot) -> Row:
    """Where and when bytes were captured: the first time they came from this source."""
    return {
        "snapshot": snapshot.sha256,
        "source": snapshot.source,
        "media_type": snapshot.media_type,
        "captured_at": snapshot.captured_at.isoformat() if snapshot.captured_at else None,
        "headers": json.dumps(snapshot.headers, ensure_ascii=False),
    }
