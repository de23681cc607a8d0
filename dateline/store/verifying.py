"""Verification: every hash, quote and link of the record, and the first thing that does not hold."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Callable, Sequence
from typing import Any

from sqlalchemy import Connection, Result, Table, exc, func, select
from sqlalchemy import table as named

from dateline.errors import EvidenceError, StoreError, TamperError
from dateline.model.claims import Claim
from dateline.model.identity import identify, reading_id, report_id, run_id, text_digest
from dateline.model.reports import Report
from dateline.store.citations import check_evidence
from dateline.store.codec import to_claim, to_report
from dateline.store.dialects import database_faults
from dateline.store.log import GENESIS, LogKind, chain_hash, digest_of
from dateline.store.results import Verification
from dateline.store.rows import (
    claim_row,
    digest_reading,
    digest_report,
    name_row,
    parties_of,
    place_row,
    places_of,
    shown_of,
)
from dateline.store.schema import (
    captures,
    claim_names,
    claim_places,
    claims,
    log,
    readings,
    reports,
    runs,
    snapshots,
    texts,
)

Progress = Callable[[int, int], None]

_BATCH = 100
"""Readings whose claims are held in memory at once."""

_CHECKED = ("log rows", "snapshots", "captures", "texts", "runs", "reports", "readings", "claims", "quotes")


def verify(connection: Connection, progress: Progress | None) -> Verification:
    """What was checked, and the first fault; `progress` is told rows done and rows in all."""
    verifier = _Verifier(connection, progress or (lambda _done, _total: None))
    fault: str | None = None
    try:
        verifier.check_all()
    except TamperError as error:
        fault = str(error)
    except exc.DatabaseError as error:
        # A database that cannot be read any further is a finding, not a failure to look.
        fault = f"the database itself is damaged: {error.orig}"
    return Verification(tuple(verifier.counts.items()), verifier.head, fault)


class _Verifier:
    """One pass over the record, in the order: database, log, archive, texts, reports, claims, indexes."""

    def __init__(self, connection: Connection, progress: Progress) -> None:
        self._connection = connection
        self._progress = progress
        self._logged: dict[tuple[str, str], set[str]] = {}
        self._last_reading: dict[str, int] = {}
        self._total = 0
        self.counts: dict[str, int] = dict.fromkeys(_CHECKED, 0)
        self.head = GENESIS

    def check_all(self) -> None:
        """Raise TamperError at the first fault."""
        tables = (log, snapshots, captures, texts, runs, reports, readings, claims)
        self._total = sum(self._size(table) for table in tables)
        for fault in database_faults(self._connection):
            raise TamperError(f"the database itself is damaged: {fault}")
        self._check_log()
        self._check_snapshots()
        self._check_captures()
        self._check_texts()
        self._check_runs()
        self._check_reports()
        self._check_readings()
        self._check_nothing_is_gone()
        self._check_indexes()
        self._progress(self._total, self._total)

    def _size(self, table: Any) -> int:
        return int(self._connection.scalar(select(func.count()).select_from(table)) or 0)

    def _done(self, kind: str, number: int = 1) -> None:
        self.counts[kind] += number
        if kind != "quotes":
            done = sum(self.counts.values()) - self.counts["quotes"]
            if done % 250 == 0:
                self._progress(done, self._total)

    def _rows(self, table: Table, *order: Any) -> Result[Any]:
        # Snapshots and texts may be large: few of them are held in memory at once.
        batch = 10 if table in (snapshots, texts) else 500
        query = select(table).order_by(*order).execution_options(yield_per=batch)
        return self._connection.execute(query)

    def _check_log(self) -> None:
        with self._rows(log, log.c.seq) as rows:
            for expected, row in enumerate(rows, 1):
                if row.seq != expected:
                    raise TamperError(f"log: row {expected} is gone; row {row.seq} stands in its place")
                if row.previous != self.head:
                    raise TamperError(
                        f"log: row {row.seq} does not follow row {row.seq - 1}; one was exchanged"
                    )
                hash_ = chain_hash(row.seq, row.at, row.kind, row.subject, row.digest, row.previous)
                if row.hash != hash_:
                    raise TamperError(f"log: row {row.seq} ({row.kind} {row.subject}, {row.at}) was changed")
                self.head = row.hash
                self._logged.setdefault((row.kind, row.subject), set()).add(row.digest)
                self._done("log rows")

    def _check_logged(self, kind: LogKind, subject: str, digest: str) -> None:
        logged = self._logged.get((kind, subject))
        if logged is None:
            raise TamperError(f"{kind} {subject}: the log knows nothing of it")
        if digest not in logged:
            raise TamperError(f"{kind} {subject}: its content is not what the log holds of it")

    def _check_snapshots(self) -> None:
        with self._rows(snapshots, snapshots.c.sha256) as rows:
            for row in rows:
                try:
                    content = zlib.decompress(row.content)
                except zlib.error as error:
                    raise TamperError(
                        f"snapshot {row.sha256}: its bytes cannot be unpacked ({error})"
                    ) from error
                found = hashlib.sha256(content).hexdigest()
                if found != row.sha256:
                    raise TamperError(f"snapshot {row.sha256}: its bytes have the hash {found}")
                self._check_logged(LogKind.SNAPSHOT, row.sha256, digest_of((row.sha256, row.size)))
                self._done("snapshots")

    def _check_captures(self) -> None:
        with self._rows(captures, captures.c.snapshot, captures.c.source) as rows:
            for row in rows:
                self._check_logged(LogKind.CAPTURE, row.snapshot, digest_of(row))
                self._done("captures")

    def _check_texts(self) -> None:
        with self._rows(texts, texts.c.sha256) as rows:
            for row in rows:
                if text_digest(row.text) != row.sha256:
                    raise TamperError(
                        f"text {row.sha256} ({self._report_of_text(row.sha256)}): it was changed"
                    )
                self._done("texts")

    def _report_of_text(self, sha256: str) -> str:
        query = select(reports.c.id).join(readings, readings.c.report == reports.c.row)
        found = self._connection.scalar(query.where(readings.c.text == sha256).limit(1))
        return f"of report {found}" if found else "of no report"

    def _check_runs(self) -> None:
        with self._rows(runs, runs.c.row) as rows:
            for row in rows:
                if row.id != run_id(row.version, row.model, row.settings):
                    raise TamperError(f"run {row.id}: version, model or settings were changed")
                self._check_logged(
                    LogKind.RUN, row.id, digest_of((row.id, row.version, row.model, row.settings))
                )
                self._done("runs")

    def _check_reports(self) -> None:
        with self._rows(reports, reports.c.row) as rows:
            for row in rows:
                if row.id != report_id(row.snapshot, row.given_id):
                    raise TamperError(f"report {row.id}: its snapshot or given id was changed")
                self._check_logged(LogKind.REPORT, row.id, digest_report(row.id, row.given_id, row.snapshot))
                self._done("reports")

    def _check_readings(self) -> None:
        links = {claim_names.name: 0, claim_places.name: 0}
        after = 0
        while batch := self._next_readings(after):
            after = batch[-1].row
            held = self._claims_of(batch[0].row, after)
            for row in batch:
                self._check_reading(row, held.get(row.row, []), links)
        for table in (claim_names, claim_places):
            found = 0
            with self._rows(table) as rows:
                for link in rows:
                    found ^= hash(tuple(link))
            if found != links[table.name]:
                raise TamperError(f"{table.name}: these are not the links that the claims hold")

    def _next_readings(self, after: int) -> Sequence[Any]:
        query = (
            select(
                readings,
                texts.c.text.label("words"),
                reports.c.id.label("report_id"),
                reports.c.outlet_key,
                reports.c.published,
                reports.c.language,
                reports.c.reading,
                runs.c.id.label("run_id"),
            )
            .join(texts, readings.c.text == texts.c.sha256)
            .join(reports, readings.c.report == reports.c.row)
            .join(runs, readings.c.run == runs.c.row)
            .where(readings.c.row > after)
        )
        return self._connection.execute(query.order_by(readings.c.row).limit(_BATCH)).all()

    def _claims_of(self, first: int, last: int) -> dict[int, list[Any]]:
        query = select(claims).where(claims.c.reading.between(first, last))
        held: dict[int, list[Any]] = {}
        for row in self._connection.execute(query.order_by(claims.c.reading, claims.c.position)):
            held.setdefault(row.reading, []).append(row)
        return held

    def _check_reading(self, row: Any, rows: list[Any], links: dict[str, int]) -> None:
        where = f"report {row.report_id}, reading {row.id}"
        report = self._decoded_report(row, where)
        held = tuple(self._checked_claim(claim, report, where) for claim in rows)
        for before, after in zip(held, identify(report.id, held), strict=True):
            if before != after:
                raise TamperError(f"claim {before.id} ({where}): its content does not give this id")
        if len(rows) != row.claims:
            raise TamperError(f"{where}: {row.claims} claims were read, {len(rows)} are there")
        head = (row.id, row.report_id, row.run_id, row.text, row.record)
        digest = digest_reading(head, row.embedding, (claim.record for claim in rows))
        self._check_logged(LogKind.READING, row.id, digest)
        for stored, claim in zip(rows, held, strict=True):
            _add_links(links, stored.row, claim)
        self._last_reading[row.report_id] = row.row
        self._done("readings")

    def _decoded_report(self, row: Any, where: str) -> Report:
        try:
            report = to_report(row.record, row.words)
        except StoreError as error:
            raise TamperError(f"{where}: its metadata cannot be read: {error}") from error
        if reading_id(report, row.run_id) != row.id or report.id != row.report_id:
            raise TamperError(f"{where}: text, metadata or run were changed")
        if row.reading == row.row:
            for column, value in shown_of(report).items():
                if getattr(row, column) != value:
                    raise TamperError(f"{where}: the column {column} was changed to {getattr(row, column)!r}")
        return report

    def _checked_claim(self, row: Any, report: Report, where: str) -> Claim:
        try:
            claim = to_claim(row.record)
            self._done("quotes", check_evidence(report.text, claim))
        except (StoreError, EvidenceError) as error:
            raise TamperError(f"claim {row.id} ({where}): {error}") from error
        for column, value in claim_row(claim, row.position, row.record).items():
            found = getattr(row, column)
            if found != value:
                raise TamperError(f"claim {row.id} ({where}): the column {column} was changed to {found!r}")
        self._done("claims")
        return claim

    def _check_nothing_is_gone(self) -> None:
        """What the log says was added must be there still, and be shown in its newest reading."""
        there = {
            LogKind.SNAPSHOT: snapshots.c.sha256,
            LogKind.CAPTURE: captures.c.snapshot,
            LogKind.RUN: runs.c.id,
            LogKind.REPORT: reports.c.id,
            LogKind.READING: readings.c.id,
        }
        for kind, column in there.items():
            found = set(self._connection.scalars(select(column)))
            for known, subject in self._logged:
                if known == kind and subject not in found:
                    raise TamperError(f"{kind} {subject}: the log holds it, but it is gone")
        for row in self._connection.execute(select(reports.c.id, reports.c.reading)):
            if self._last_reading.get(row.id) != row.reading:
                raise TamperError(f"report {row.id}: what is shown of it is not its newest reading")
        if self.counts["claims"] != self._size(claims):
            raise TamperError("claims: some belong to no reading")

    def _check_indexes(self) -> None:
        newest = (
            select(claims.c.row)
            .join(reports, claims.c.report == reports.c.row)
            .where(claims.c.reading == reports.c.reading)
            .subquery()
        )
        for index, of in (("report_words", reports), ("claim_words", newest)):
            held, there = self._size(named(index)), self._size(of)
            if held != there:
                raise TamperError(f"{index}: the search index holds {held} rows for {there} that are there")


def _add_links(links: dict[str, int], row: int, claim: Claim) -> None:
    for role, position, party in parties_of(claim):
        links[claim_names.name] ^= hash((name_row(party)["key"], row, role, position))
    for role, position, place in places_of(claim):
        links[claim_places.name] ^= hash((place_row(place)["key"], row, role, position))
