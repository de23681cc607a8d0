"""Reading back: reports, their claims, whole records in a stable order, and how much there is."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, func, or_, select

from dateline.errors import InputError, UnknownName
from dateline.model.claims import Claim
from dateline.model.records import ReportRecord, Run
from dateline.model.reports import Report, Snapshot
from dateline.store.codec import to_claim, to_report
from dateline.store.log import GENESIS
from dateline.store.results import Page, ReportEntry, ReportFilter, Stats
from dateline.store.schema import captures, claims, log, readings, reports, runs, snapshots, texts
from dateline.store.words import fold_name

_SHORTEST_PREFIX = 3
_SHOWN = 8
"""How many reports an ambiguous prefix names."""


def conditions_of(filter_: ReportFilter) -> list[ColumnElement[bool]]:
    """What a filter asks of the reports' columns."""
    wanted: list[ColumnElement[bool]] = []
    if filter_.outlet is not None:
        wanted.append(reports.c.outlet_key == fold_name(filter_.outlet))
    if filter_.language is not None:
        wanted.append(reports.c.language == filter_.language)
    if filter_.published_from is not None:
        wanted.append(reports.c.published >= filter_.published_from.isoformat())
    if filter_.published_to is not None:
        wanted.append(within(reports.c.published, "0", filter_.published_to.isoformat()))
    if filter_.given_id is not None:
        wanted.append(reports.c.given_id == filter_.given_id)
    return wanted


def within(column: ColumnElement[str], first: str, last: str) -> ColumnElement[bool]:
    """True between two keys, both included; PostgreSQL's BETWEEN takes no collation."""
    return and_(column >= first, column <= last)


def begins(column: ColumnElement[str], prefix: str) -> ColumnElement[bool]:
    """True where the key begins so, to the letter; unlike LIKE it always uses the index."""
    return within(column, prefix, f"{prefix}\U0010ffff")


def list_reports(connection: Connection, filter_: ReportFilter, limit: int, cursor: str | None) -> Page:
    """One page of reports, latest first, those without a date last; raises InputError on a broken cursor."""
    query = _current_reports().where(*conditions_of(filter_))
    if cursor is not None:
        published, bar, id_ = cursor.partition("|")
        if not bar:
            raise InputError(f"the cursor {cursor!r} is none that a page of reports gave")
        earlier = reports.c.published < published
        query = query.where(or_(earlier, and_(reports.c.published == published, reports.c.id > id_)))
    query = query.order_by(reports.c.published.desc(), reports.c.id).limit(limit + 1)
    rows = connection.execute(query).all()
    entries = tuple(
        ReportEntry(to_report(row.record, row.text), row.first_seen_at, row.run, row.claims)
        for row in rows[:limit]
    )
    last = rows[limit - 1] if len(rows) > limit else None
    return Page(entries, f"{last.published}|{last.id}" if last else None)


def find_report(connection: Connection, name: str) -> int:
    """The row of the report with this id or given id, or with the only id or given id that begins so.

    Raises UnknownName where there is none and InputError where there are several.
    """
    for wanted in (reports.c.id == name, reports.c.given_id == name):
        found = _candidates(connection, wanted)
        if found:
            return _only(found, name)
    if len(name) >= _SHORTEST_PREFIX:
        found = _candidates(connection, or_(begins(reports.c.id, name), begins(reports.c.given_id, name)))
        if found:
            return _only(found, name)
    raise UnknownName(f"the record holds no report {name!r}: list the reports to see their ids")


def get_record(connection: Connection, name: str, run: str | None) -> ReportRecord:
    """The record of one report as one run read it, by default as the newest did; errors as `find_report`."""
    reading = _find_reading(connection, find_report(connection, name), name, run)
    return next(_records_of(connection, [reading]))


def list_records(connection: Connection, run: str | None, batch: int) -> Iterator[ReportRecord]:
    """Every report as the newest run read it, or as `run` did, in the order of given id and id."""
    after: tuple[str, str] | None = None
    while True:
        query = _readings_to_export(run, after).limit(batch)
        rows = connection.execute(query).all()
        if not rows:
            return
        yield from _records_of(connection, [row.row for row in rows])
        after = (rows[-1].given_id, rows[-1].id)


def list_claims(connection: Connection, reading: int) -> tuple[Claim, ...]:
    """A reading's claims in their order."""
    query = select(claims.c.record).where(claims.c.reading == reading).order_by(claims.c.position)
    return tuple(to_claim(encoded) for encoded in connection.scalars(query))


def get_claim(connection: Connection, name: str) -> tuple[str, Claim]:
    """Report id and claim with this id or the only id that begins so; errors as `find_report`."""
    query = (
        select(claims.c.id, claims.c.record, reports.c.id.label("report"))
        .join(reports, claims.c.report == reports.c.row)
        .where(begins(claims.c.id, name))
        .order_by(claims.c.id, claims.c.reading.desc())
        .limit(100)
    )
    newest = {row.id: row for row in reversed(connection.execute(query).all())}
    if name in newest:
        newest = {name: newest[name]}
    if not newest or len(name) < _SHORTEST_PREFIX:
        raise UnknownName(f"the record holds no claim {name!r}")
    if len(newest) > 1:
        raise InputError(f"{name!r} begins several claims: {', '.join(sorted(newest)[:_SHOWN])}")
    row = next(iter(newest.values()))
    return row.report, to_claim(row.record)


def get_snapshot(connection: Connection, sha256: str) -> Snapshot:
    """The archived bytes, from the source that comes first by name; raises UnknownName where there are none."""
    content = connection.scalar(select(snapshots.c.content).where(snapshots.c.sha256 == sha256))
    if content is None:
        raise UnknownName(f"the record holds no snapshot {sha256}")
    capture = _captures_of(connection, [sha256])[sha256]
    return _snapshot(capture, zlib.decompress(content))


def list_runs(connection: Connection) -> tuple[Run, ...]:
    """Every run, oldest first."""
    query = select(runs).order_by(runs.c.row)
    return tuple(Run(row.id, row.version, row.model, row.settings) for row in connection.execute(query))


def has_reading(connection: Connection, report: str, run: str) -> bool:
    """True where the run has read the report."""
    return connection.scalar(_readings_by(run).where(reports.c.id == report).limit(1)) is not None


def list_readings(connection: Connection, run: str) -> dict[str, frozenset[str]]:
    """For each report that the run has read, the ids of its readings."""
    query = _readings_by(run)
    found: dict[str, set[str]] = {}
    for row in connection.execute(query):
        found.setdefault(row.report, set()).add(row.id)
    return {report: frozenset(ids) for report, ids in found.items()}


def count(connection: Connection) -> Stats:
    """How much the record holds."""
    is_newest = and_(claims.c.report == reports.c.row, claims.c.reading == reports.c.reading)
    of_newest = claims.join(reports, is_newest)
    kinds = select(claims.c.kind, func.count()).select_from(of_newest).group_by(claims.c.kind)
    by_kind = sorted(
        ((kind, number) for kind, number in connection.execute(kinds)), key=lambda pair: (-pair[1], pair[0])
    )
    sizes = select(func.count(), func.coalesce(func.sum(snapshots.c.size), 0)).select_from(snapshots)
    archived, size = connection.execute(sizes).one()
    last = connection.execute(select(log.c.seq, log.c.hash).order_by(log.c.seq.desc()).limit(1)).first()
    return Stats(
        snapshots=archived,
        snapshot_bytes=int(size),
        reports=_count(connection, select(func.count()).select_from(reports)),
        runs=_count(connection, select(func.count()).select_from(runs)),
        readings=_count(connection, select(func.count()).select_from(readings)),
        claims=_count(connection, select(func.count()).select_from(claims)),
        current_claims=sum(number for _, number in by_kind),
        by_kind=tuple(by_kind),
        log_rows=last.seq if last else 0,
        head=last.hash if last else GENESIS,
    )


def _count(connection: Connection, query: Select[int]) -> int:
    return connection.scalar(query) or 0


def _readings_by(run: str) -> Select[Any]:
    return (
        select(reports.c.id.label("report"), readings.c.id)
        .join(reports, readings.c.report == reports.c.row)
        .join(runs, readings.c.run == runs.c.row)
        .where(runs.c.id == run)
    )


def _current_reports() -> Select[Any]:
    return (
        select(
            reports.c.id,
            reports.c.published,
            reports.c.first_seen_at,
            readings.c.record,
            readings.c.claims,
            texts.c.text,
            runs.c.id.label("run"),
        )
        .join(readings, reports.c.reading == readings.c.row)
        .join(texts, readings.c.text == texts.c.sha256)
        .join(runs, readings.c.run == runs.c.row)
    )


def _candidates(connection: Connection, wanted: ColumnElement[bool]) -> Sequence[Any]:
    query = select(reports.c.row, reports.c.id, reports.c.given_id).where(wanted)
    return connection.execute(query.order_by(reports.c.given_id, reports.c.id).limit(_SHOWN + 1)).all()


def _only(found: Sequence[Any], name: str) -> int:
    if len(found) == 1:
        return int(found[0].row)
    shown = ", ".join(f"{row.id} ({row.given_id})" for row in found[:_SHOWN])
    more = ", ..." if len(found) > _SHOWN else ""
    raise InputError(f"{name!r} may be any of several reports: {shown}{more}; give the id of one")


def _find_reading(connection: Connection, report: int, name: str, run: str | None) -> int:
    if run is None:
        current = connection.execute(select(reports.c.reading).where(reports.c.row == report))
        return int(current.scalar_one())
    query = (
        select(readings.c.row)
        .join(runs, readings.c.run == runs.c.row)
        .where(readings.c.report == report, runs.c.id == run)
        .order_by(readings.c.row.desc())
        .limit(1)
    )
    row: int | None = connection.scalar(query)
    if row is None:
        raise UnknownName(f"report {name!r} was not read by run {run!r}")
    return row


def find_reading(connection: Connection, name: str, run: str | None) -> int:
    """The row of a report's newest reading, or of its newest by one run; errors as `find_report`."""
    return _find_reading(connection, find_report(connection, name), name, run)


def _readings_to_export(run: str | None, after: tuple[str, str] | None) -> Select[Any]:
    query = select(readings.c.row, reports.c.given_id, reports.c.id)
    if run is None:
        query = query.join(reports, readings.c.row == reports.c.reading)
    else:
        newest = (
            select(func.max(readings.c.row))
            .join(runs, readings.c.run == runs.c.row)
            .where(runs.c.id == run)
            .group_by(readings.c.report)
        )
        query = query.join(reports, readings.c.report == reports.c.row).where(readings.c.row.in_(newest))
    if after is not None:
        given_id, id_ = after
        later = reports.c.given_id > given_id
        query = query.where(or_(later, and_(reports.c.given_id == given_id, reports.c.id > id_)))
    return query.order_by(reports.c.given_id, reports.c.id)


def _records_of(connection: Connection, rows: list[int]) -> Iterator[ReportRecord]:
    query = (
        select(
            readings.c.row,
            readings.c.record,
            readings.c.embedding,
            texts.c.text,
            reports.c.snapshot,
            runs.c.id,
            runs.c.version,
            runs.c.model,
            runs.c.settings,
        )
        .join(texts, readings.c.text == texts.c.sha256)
        .join(reports, readings.c.report == reports.c.row)
        .join(runs, readings.c.run == runs.c.row)
        .where(readings.c.row.in_(rows))
    )
    found = {row.row: row for row in connection.execute(query)}
    captured = _captures_of(connection, [row.snapshot for row in found.values()])
    for number in rows:
        row = found[number]
        yield ReportRecord(
            snapshot=_snapshot(captured[row.snapshot], b""),
            report=to_report(row.record, row.text),
            run=Run(row.id, row.version, row.model, row.settings),
            claims=list_claims(connection, number),
            embedding=row.embedding,
        )


def _captures_of(connection: Connection, sha256s: Sequence[str]) -> dict[str, Any]:
    query = select(captures).where(captures.c.snapshot.in_(set(sha256s)))
    # The first by name, not by time: which of two sources was read first must not show in the record.
    return {row.snapshot: row for row in connection.execute(query.order_by(captures.c.source.desc()))}


def _snapshot(capture: Any, content: bytes) -> Snapshot:
    return Snapshot(
        sha256=capture.snapshot,
        content=content,
        media_type=capture.media_type,
        source=capture.source,
        captured_at=datetime.fromisoformat(capture.captured_at) if capture.captured_at else None,
        headers=tuple((name, value) for name, value in json.loads(capture.headers)),
    )


def newest_report(connection: Connection, name: str) -> Report:
    """The report as its newest reading holds it; errors as `find_report`."""
    row = find_report(connection, name)
    query = (
        select(readings.c.record, texts.c.text)
        .join(reports, readings.c.row == reports.c.reading)
        .join(texts, readings.c.text == texts.c.sha256)
        .where(reports.c.row == row)
    )
    found = connection.execute(query).one()
    return to_report(found.record, found.text)
