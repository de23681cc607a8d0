# ruff: noqa: D102 - what each method promises is said once, in the protocol
"""The store over SQLAlchemy: one class for both databases, each method one transaction."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self

from sqlalchemy import Connection, Engine

from dateline.model.claims import Claim
from dateline.model.records import ReportRecord, Run
from dateline.model.reports import Report, Snapshot
from dateline.store import queries
from dateline.store.dialects import begin_reading, told_as_store_errors
from dateline.store.opening import open_engine
from dateline.store.results import Page, ReportFilter, SearchHit, SearchQuery, Stats, Verification
from dateline.store.rows import make_rows
from dateline.store.searching import search
from dateline.store.verifying import verify
from dateline.store.writing import Writer

_EXPORT_BATCH = 200


class SqlStore:
    """A record in SQLite or PostgreSQL; see `dateline.store.Store` for what each method promises."""

    def __init__(self, engine: Engine, name: str) -> None:
        """Take over an engine whose record is up to date."""
        self._engine = engine
        self.name = name

    @classmethod
    def open(cls, target: str | Path, *, create: bool) -> Self:
        """Open a file or `postgresql://` address; errors as `dateline.store.open_store`."""
        return cls(*open_engine(target, create=create))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of every connection."""
        self._engine.dispose()

    def add_snapshot(self, snapshot: Snapshot) -> bool:
        with self._writing() as writer:
            return writer.add_snapshot(snapshot)

    def add_record(self, record: ReportRecord) -> bool:
        return self.add_records((record,))[0]

    def add_records(self, records: Iterable[ReportRecord]) -> list[bool]:
        batch = [make_rows(record) for record in records]
        with self._writing() as writer:
            return [writer.add_report(rows) for rows in batch]

    def has_reading(self, report_id: str, run_id: str) -> bool:
        with self._reading() as connection:
            return queries.has_reading(connection, report_id, run_id)

    def known_readings(self, run_id: str) -> Mapping[str, frozenset[str]]:
        with self._reading() as connection:
            return queries.list_readings(connection, run_id)

    def reports(
        self, filter_: ReportFilter | None = None, limit: int = 50, cursor: str | None = None
    ) -> Page:
        with self._reading() as connection:
            return queries.list_reports(connection, filter_ or ReportFilter(), limit, cursor)

    def report(self, name: str) -> Report:
        with self._reading() as connection:
            return queries.newest_report(connection, name)

    def record(self, name: str, run: str | None = None) -> ReportRecord:
        with self._reading() as connection:
            return queries.get_record(connection, name, run)

    def records(self, run: str | None = None) -> Iterator[ReportRecord]:
        with self._reading() as connection:
            yield from queries.list_records(connection, run, _EXPORT_BATCH)

    def claims(self, report: str, run: str | None = None) -> tuple[Claim, ...]:
        with self._reading() as connection:
            return queries.list_claims(connection, queries.find_reading(connection, report, run))

    def claim(self, name: str) -> tuple[str, Claim]:
        with self._reading() as connection:
            return queries.get_claim(connection, name)

    def snapshot(self, sha256: str) -> Snapshot:
        with self._reading() as connection:
            return queries.get_snapshot(connection, sha256)

    def runs(self) -> tuple[Run, ...]:
        with self._reading() as connection:
            return queries.list_runs(connection)

    def search(self, query: SearchQuery) -> list[SearchHit]:
        with self._reading() as connection:
            return search(connection, query)

    def verify(self, progress: Callable[[int, int], None] | None = None) -> Verification:
        with self._reading() as connection:
            return verify(connection, progress)

    def stats(self) -> Stats:
        with self._reading() as connection:
            return queries.count(connection)

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        with told_as_store_errors(self.name), begin_reading(self._engine) as connection:
            yield connection

    @contextmanager
    def _writing(self) -> Iterator[Writer]:
        options = {"write": True}
        with (
            told_as_store_errors(self.name),
            self._engine.connect().execution_options(**options) as connection,
            connection.begin(),
        ):
            writer = Writer(connection)
            yield writer
            writer.finish()
