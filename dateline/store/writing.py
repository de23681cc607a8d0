"""Writing: snapshots, and reports with their claims, each within one transaction."""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Iterable

from sqlalchemy import Connection, func, insert, select, update

from dateline.errors import InputError
from dateline.model.records import Run
from dateline.model.reports import Snapshot
from dateline.store.codec import to_report
from dateline.store.dialects import add_words, insert_new, lock_writers, remove_words
from dateline.store.log import LogKind, LogTail, digest_of
from dateline.store.rows import ReportRows, Row
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
from dateline.store.words import fold_name, fold_words


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
        self._connection.execute(insert_new(self._connection, texts), text)
        reading = self._number("readings")
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
        self._connection.execute(insert(snapshots), row)
        self._log.note(LogKind.SNAPSHOT, snapshot.sha256, digest_of((snapshot.sha256, row["size"])))

    def _add_capture(self, snapshot: Snapshot) -> None:
        row = capture_row(snapshot)
        if self._connection.execute(insert_new(self._connection, captures), row).rowcount:
            self._log.note(LogKind.CAPTURE, snapshot.sha256, digest_of(row.values()))

    def _run_row(self, run: Run) -> int:
        row: int | None = self._connection.scalar(select(runs.c.row).where(runs.c.id == run.id))
        if row is not None:
            return row
        row = self._number("runs")
        facts = {"id": run.id, "version": run.version, "model": run.model, "settings": run.settings}
        self._connection.execute(insert(runs), {"row": row, **facts, "first_at": self._log.at})
        self._log.note(LogKind.RUN, run.id, digest_of(facts.values()))
        return row

    def _add_report_row(self, rows: ReportRows, reading: int) -> int:
        report = rows.record.report
        shown: Row = {
            "outlet_key": fold_name(report.outlet or ""),
            "published": report.published.isoformat() if report.published else "",
            "language": report.language,
            "reading": reading,
        }
        query = select(reports.c.row, reports.c.reading).where(reports.c.id == report.id)
        known = self._connection.execute(query).first()
        words = (rows.title_words, rows.outlet_words, rows.body_words)
        if known:
            self._connection.execute(update(reports).where(reports.c.row == known.row).values(shown))
            before = self._words_of(known.reading)
            if before != words:
                remove_words(self._connection, "report_words", known.row, before)
                add_words(self._connection, "report_words", [(known.row, words)])
            return int(known.row)
        row = self._number("reports")
        ids = {"row": row, "id": report.id, "given_id": report.given_id, "snapshot": report.snapshot}
        self._connection.execute(insert(reports), {**ids, **shown, "first_seen_at": self._log.at})
        add_words(self._connection, "report_words", [(row, words)])
        self._log.note(LogKind.REPORT, report.id, rows.report_digest)
        return row

    def _words_of(self, reading: int) -> tuple[str, str, str]:
        query = select(readings.c.record, texts.c.text).join(texts).where(readings.c.row == reading)
        row = self._connection.execute(query).one()
        before = to_report(row.record, row.text)
        title, outlet, body = (fold_words(part or "") for part in (before.title, before.outlet, before.text))
        return " ".join(title), " ".join(outlet), " ".join(body)

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
        self._connection.execute(insert(readings), row)

    def _add_claims(self, rows: ReportRows, reading: int, report: int) -> None:
        first = self._number("claims", len(rows.claims))
        numbered = list(enumerate(rows.claims, first))
        self._insert(
            "claims", ({"row": row, "reading": reading, "report": report, **of.claim} for row, of in numbered)
        )
        self._insert("names", (name for of in rows.claims for name, _, _ in of.names))
        self._insert(
            "claim_names",
            (
                {"name": name["key"], "claim": row, "role": role, "position": position}
                for row, of in numbered
                for name, role, position in of.names
            ),
        )
        self._insert("places", (place for of in rows.claims for place, _, _ in of.places))
        self._insert(
            "claim_places",
            (
                {"place": place["key"], "claim": row, "role": role, "position": position}
                for row, of in numbered
                for place, role, position in of.places
            ),
        )
        add_words(
            self._connection,
            "claim_words",
            ((row, (of.passage_words, of.name_words)) for row, of in numbered),
        )

    def _insert(self, table: str, rows: Iterable[Row]) -> None:
        given = list(rows)
        if given:
            is_vocabulary = table in ("names", "places")
            into = _TABLES[table]
            statement = insert_new(self._connection, into) if is_vocabulary else insert(into)
            self._connection.execute(statement, given)

    def _number(self, table: str, count: int = 1) -> int:
        """The first of `count` row numbers; no other writer can take them before this one has ended."""
        number = self._next.get(table)
        if number is None:
            last = self._connection.scalar(select(func.max(_TABLES[table].c.row)))
            number = (last or 0) + 1
        self._next[table] = number + count
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


_TABLES = {
    table.name: table for table in (claim_names, claim_places, claims, names, places, readings, reports, runs)
}
