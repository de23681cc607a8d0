"""A batch from its items into the record: archived first, read in order, each report one transaction."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from dateline.engine.local import map_items
from dateline.errors import DatelineError
from dateline.ingest import Item
from dateline.model.identity import report_id
from dateline.model.records import ReportRecord
from dateline.pipeline import Failure, Options, plan_run
from dateline.store import Store


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one item."""

    source: str
    state: str
    """`read`, `stored` (not English, so not read), `known` (read before by the same run) or `failed`."""
    report_id: str | None = None
    claims: int = 0
    warnings: tuple[str, ...] = ()
    error: str | None = None


@dataclass(slots=True)
class Summary:
    """Totals of a batch, by the outcomes' states."""

    read: int = 0
    stored: int = 0
    known: int = 0
    failed: int = 0
    claims: int = 0

    def add(self, outcome: Outcome) -> None:
        """Count one outcome."""
        setattr(self, outcome.state, getattr(self, outcome.state) + 1)
        self.claims += outcome.claims


def read_batch(
    store: Store,
    items: Iterable[Item | DatelineError],
    *,
    options: Options,
    workers: int,
    on_outcome: Callable[[Outcome], None] = lambda _: None,
) -> Summary:
    """Read every item that this run has not read yet into the store, in the items' order.

    Snapshots are archived before they are parsed; an item that fails is reported and the batch goes on.
    """
    summary = Summary()

    def settle(outcome: Outcome) -> None:
        summary.add(outcome)
        on_outcome(outcome)

    fresh = _archive(store, items, plan_run(options).id, settle)
    for result in map_items(fresh, options=options, workers=workers):
        settle(_keep(store, result))
    return summary


def _archive(
    store: Store, items: Iterable[Item | DatelineError], run: str, settle: Callable[[Outcome], None]
) -> Iterator[Item]:
    """Items still to be read, their snapshots already in the store."""
    for item in items:
        if isinstance(item, DatelineError):
            settle(Outcome(str(getattr(item, "item", "")), "failed", error=str(item)))
            continue
        report = report_id(item.snapshot.sha256, item.given_id)
        if store.has_reading(report, run):
            settle(Outcome(item.snapshot.source, "known", report))
            continue
        store.add_snapshot(item.snapshot)
        yield item


def _keep(store: Store, result: ReportRecord | Failure) -> Outcome:
    if isinstance(result, Failure):
        return Outcome(result.source, "failed", error=str(result.error))
    report = result.report
    added = store.add_record(result)
    state = "known" if not added else "read" if report.language == "en" else "stored"
    return Outcome(result.snapshot.source, state, report.id, len(result.claims), report.warnings)
