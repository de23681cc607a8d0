"""The record: reports, claims, snapshots and the log, kept in SQLite or PostgreSQL behind one protocol."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from types import TracebackType
from typing import Protocol, Self

from dateline.model.claims import Claim
from dateline.model.records import ReportRecord, Run
from dateline.model.reports import Report, Snapshot
from dateline.store.results import (
    Order,
    Page,
    ReportEntry,
    ReportFilter,
    SearchHit,
    SearchQuery,
    Stats,
    Unit,
    Verification,
)

__all__ = [
    "Order",
    "Page",
    "ReportEntry",
    "ReportFilter",
    "SearchHit",
    "SearchQuery",
    "Stats",
    "Store",
    "Unit",
    "Verification",
    "open_store",
]


class Store(Protocol):
    """A record that is open. Every method raises StoreError where the database fails.

    A `name` of a report is its id, its given id, or the beginning of one: UnknownName where there is none,
    InputError where there are several. Without a `run`, claims are those of a report's newest reading.
    """

    name: str
    """The file or address, for messages; never with a password."""

    def __enter__(self) -> Self: ...

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None: ...

    def close(self) -> None:
        """Let go of the database."""
        ...

    def add_snapshot(self, snapshot: Snapshot) -> bool:
        """Archive bytes before they are parsed; False where they were there already.

        Raises InputError where the bytes do not have the hash they came with.
        """
        ...

    def add_record(self, record: ReportRecord) -> bool:
        """Store a report and its claims in one transaction; False, and nothing changed, where it is known.

        Known is a reading by the same run of the same text and metadata; any other is added, and becomes the
        one that is shown. The snapshot's bytes may be left empty once they are archived. Raises EvidenceError
        where a quote does not stand in the text, InputError where an id does not fit its content.
        """
        ...

    def add_records(self, records: Iterable[ReportRecord]) -> list[bool]:
        """The same for several records in one transaction: all of them are stored, or none is."""
        ...

    def has_reading(self, report_id: str, run_id: str) -> bool:
        """True where the run has read the report."""
        ...

    def known_readings(self, run_id: str) -> Mapping[str, frozenset[str]]:
        """For each report id that the run has read, the ids of its readings (`model.identity.reading_id`)."""
        ...

    def reports(
        self, filter_: ReportFilter | None = None, limit: int = 50, cursor: str | None = None
    ) -> Page:
        """A page of reports, latest first, those without a date last."""
        ...

    def report(self, name: str) -> Report:
        """The report, with text and metadata as last read."""
        ...

    def record(self, name: str, run: str | None = None) -> ReportRecord:
        """The report with run and claims; the snapshot comes without its bytes (see `snapshot`)."""
        ...

    def records(self, run: str | None = None) -> Iterator[ReportRecord]:
        """Every report as `record` gives it, in the order of given id and id."""
        ...

    def claims(self, report: str, run: str | None = None) -> tuple[Claim, ...]:
        """The claims of a report, in the order in which they were read."""
        ...

    def claim(self, name: str) -> tuple[str, Claim]:
        """A claim by its id or the beginning of it, and the id of its report."""
        ...

    def snapshot(self, sha256: str) -> Snapshot:
        """Archived bytes with the facts of their capture; UnknownName where there are none."""
        ...

    def runs(self) -> tuple[Run, ...]:
        """Every run, oldest first."""
        ...

    def search(self, query: SearchQuery) -> list[SearchHit]:
        """What fits the query, best or latest first; InputError where the query cannot be understood."""
        ...

    def verify(self, progress: Callable[[int, int], None] | None = None) -> Verification:
        """Check every hash, quote and link; `progress` is told how many of how many rows are done."""
        ...

    def stats(self) -> Stats:
        """How much the record holds."""
        ...


def open_store(target: str | Path, *, create: bool = True) -> Store:
    """The record in a file or at a `postgresql://` address, made where it does not exist and `create` is true.

    An older record is brought up to date. Raises InputError where the target cannot be a record or is not
    there, and StoreError where it is another program's, a newer Dateline's, or cannot be used.
    """
    # The protocol above is needed by every command, the database library only by those that open a record.
    from dateline.store.sql import SqlStore

    return SqlStore.open(target, create=create)
