"""Full-text search and filters over reports, claims and passages."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, Subquery, Table, and_, func, literal, or_, select

from dateline.errors import InputError
from dateline.model.claims import Claim
from dateline.model.evidence import Evidence, cite
from dateline.model.reports import Report
from dateline.store.codec import to_claim, to_report
from dateline.store.dialects import found_words
from dateline.store.queries import conditions_of
from dateline.store.results import Order, SearchHit, SearchQuery, Unit
from dateline.store.schema import (
    claim_names,
    claim_places,
    claims,
    names,
    places,
    readings,
    reports,
    texts,
)
from dateline.store.words import Term, fold_name, mark_words, parse_query

MAX_HITS = 1000
"""The most hits of one search; further ones are asked for by offset."""

_STRETCH = 240
"""Code points of a report's text that a hit shows."""


def search(connection: Connection, query: SearchQuery) -> list[SearchHit]:
    """The hits; raises InputError where the query asks for none, or for too many at once."""
    if not 1 <= query.limit <= MAX_HITS or query.offset < 0:
        raise InputError(f"a search gives 1 to {MAX_HITS} hits from an offset of 0 or more")
    terms = parse_query(query.words) if query.words.strip() else ()
    if query.unit is Unit.REPORT:
        return _search_reports(connection, query, terms)
    if query.unit is Unit.PASSAGE:
        return _search_passages(connection, query, terms)
    hits = _search_claims(connection, query, terms)
    if query.unit is None and terms and not query.asks_for_claims and len(hits) < query.limit:
        hits += _search_other_reports(connection, query, terms, len(hits))
    return hits


def _search_other_reports(
    connection: Connection, query: SearchQuery, terms: tuple[Term, ...], shown: int
) -> list[SearchHit]:
    """What follows the claims: reports none of whose claims was a hit."""
    chosen, _ = _chosen_claims(connection, query, terms)
    fitting = chosen.subquery()
    claims_in_all = connection.scalar(select(func.count()).select_from(fitting)) if query.offset else shown
    rest = replace(query, limit=query.limit - shown, offset=max(0, query.offset - (claims_in_all or 0)))
    told = select(claims.c.report).join(fitting, fitting.c.row == claims.c.row)
    return _search_reports(connection, rest, terms, reports.c.row.not_in(told))


def _search_reports(
    connection: Connection, query: SearchQuery, terms: tuple[Term, ...], *further: ColumnElement[bool]
) -> list[SearchHit]:
    chosen = select(reports.c.reading).where(*conditions_of(query.reports), *further)
    if query.asks_for_claims:
        fitting = select(claims.c.reading).where(*_of_columns(query), *_of_links(query, claims.c.row))
        chosen = chosen.where(reports.c.reading.in_(fitting))
    order = [reports.c.published.desc(), reports.c.id]
    if terms:
        found = found_words(connection, "report_words", terms)
        chosen = chosen.join(found, found.c.row == reports.c.row)
        order = [found.c.score, *order] if query.order is Order.RELEVANCE else order
    readings_ = list(connection.scalars(_paged(chosen.order_by(*order), query)))
    read = _reports_of(connection, readings_)
    return [_report_hit(read[reading], terms) for reading in readings_]


def _search_claims(connection: Connection, query: SearchQuery, terms: tuple[Term, ...]) -> list[SearchHit]:
    chosen, order = _chosen_claims(connection, query, terms)
    rows = list(connection.scalars(_paged(chosen.order_by(*order), query)))
    held = _claims_at(connection, rows)
    read = _reports_of(connection, {reading for reading, _ in held.values()}, with_text=False)
    return [_claims_hit(Unit.CLAIM, read[held[row][0]], (held[row][1],), terms) for row in rows]


def _search_passages(connection: Connection, query: SearchQuery, terms: tuple[Term, ...]) -> list[SearchHit]:
    chosen, order = _chosen_claims(connection, query, terms)
    ranked = func.row_number().over(order_by=order).label("rank")
    fitting = chosen.add_columns(ranked).subquery()
    span = (claims.c.reading, claims.c.passage_start, claims.c.passage_end)
    rows_of = func.min(fitting.c.rank)
    passages = select(*span).join(fitting, fitting.c.row == claims.c.row).group_by(*span).order_by(rows_of)
    found = connection.execute(_paged(passages, query)).all()
    held = _claims_of_passages(connection, fitting, found)
    read = _reports_of(connection, {row[0] for row in found}, with_text=False)
    return [_claims_hit(Unit.PASSAGE, read[row[0]], held[tuple(row)], terms) for row in found]


def _chosen_claims(
    connection: Connection, query: SearchQuery, terms: tuple[Term, ...]
) -> tuple[Select[Any], list[ColumnElement[Any]]]:
    """Rows of the claims of newest readings that fit the query, and how they are to be sorted.

    The word index holds claims of newest readings alone, so that a search by words looks at claims and
    reports only where something is asked of them.
    """
    of_claims, of_reports = _of_columns(query), conditions_of(query.reports)
    by_score = bool(terms) and query.order is Order.RELEVANCE
    order: list[ColumnElement[Any]] = [reports.c.published.desc(), reports.c.id, claims.c.position]
    if not terms:
        is_newest = and_(claims.c.report == reports.c.row, claims.c.reading == reports.c.reading)
        chosen = select(claims.c.row).join(reports, is_newest)
        return chosen.where(*of_claims, *_of_links(query, claims.c.row), *of_reports), order
    found = found_words(connection, "claim_words", terms)
    chosen = select(found.c.row).select_from(found).where(*_of_links(query, found.c.row))
    if of_claims:
        # Answered from the indexes alone; a join would fetch every claim that holds the words.
        chosen = chosen.where(found.c.row.in_(select(claims.c.row).where(*of_claims)))
    if of_reports or not by_score:
        chosen = chosen.join(claims, claims.c.row == found.c.row)
        chosen = chosen.join(reports, claims.c.report == reports.c.row).where(*of_reports)
    return chosen, [found.c.score, found.c.row] if by_score else order


def _paged(chosen: Select[Any], query: SearchQuery) -> Select[Any]:
    return chosen.limit(query.limit).offset(query.offset)


def _of_columns(query: SearchQuery) -> list[ColumnElement[bool]]:
    """What the query asks of the claims' own columns."""
    wanted: list[ColumnElement[bool]] = []
    several: tuple[tuple[ColumnElement[str], Sequence[str]], ...] = (
        (claims.c.kind, query.kinds),
        (claims.c.type, query.types),
        (claims.c.status, query.statuses),
    )
    wanted += [column.in_([str(value) for value in values]) for column, values in several if values]
    if query.country is not None:
        wanted.append(claims.c.country == query.country.upper())
    if query.first is not None:
        wanted.append(claims.c.last >= query.first.isoformat())
    if query.last is not None:
        wanted.append(claims.c.first <= query.last.isoformat())
    return wanted


def _of_links(query: SearchQuery, claim: ColumnElement[int]) -> list[ColumnElement[bool]]:
    """What the query asks of the names and places that the claim in this row is tied to."""
    is_holder = claim_names.c.role == "holder"
    asked = (
        (query.actor, names, claim_names, ~is_holder),
        (query.holder, names, claim_names, is_holder),
        (query.place, places, claim_places, literal(value=True)),
    )
    return [
        claim.in_(select(links.c.claim).where(links.columns[0].in_(_keys_of(vocabulary, name)), role))
        for name, vocabulary, links, role in asked
        if name is not None
    ]


def _keys_of(vocabulary: Table, name: str) -> Select[Any]:
    """Rows of a vocabulary with this id, or with a name that holds these words side by side."""
    _, _, folded, id_, entry = list(vocabulary.columns)[:5]
    meant = [id_ == name]
    words = fold_name(name)
    if words:
        # Folded names hold letters and digits alone, so nothing in the pattern needs escaping.
        meant += [literal(" ").concat(column).concat(" ").like(f"% {words} %") for column in (folded, entry)]
    return select(vocabulary.c.key).where(or_(*meant))


def _reports_of(connection: Connection, found: Iterable[int], *, with_text: bool = True) -> dict[int, Report]:
    """The reports of these readings; without their text where no hit shows it."""
    query = select(readings.c.row, readings.c.record).where(readings.c.row.in_(set(found)))
    if with_text:
        query = query.add_columns(texts.c.text).join(texts, readings.c.text == texts.c.sha256)
    rows = connection.execute(query)
    return {row.row: to_report(row.record, row.text if with_text else "") for row in rows}


def _claims_at(connection: Connection, rows: Sequence[int]) -> dict[int, tuple[int, Claim]]:
    query = select(claims.c.row, claims.c.reading, claims.c.record).where(claims.c.row.in_(rows))
    return {row.row: (row.reading, to_claim(row.record)) for row in connection.execute(query)}


def _claims_of_passages(
    connection: Connection, fitting: Subquery, found: Sequence[Any]
) -> dict[tuple[int, int, int], tuple[Claim, ...]]:
    span = (claims.c.reading, claims.c.passage_start, claims.c.passage_end)
    here = [and_(*(column == value for column, value in zip(span, row, strict=True))) for row in found]
    held: dict[tuple[int, int, int], list[Claim]] = {}
    if here:
        query = select(*span, claims.c.record).where(or_(*here), claims.c.row.in_(select(fitting.c.row)))
        for row in connection.execute(query.order_by(claims.c.row)):
            held.setdefault((row[0], row[1], row[2]), []).append(to_claim(row.record))
    return {key: tuple(each) for key, each in held.items()}


def _claims_hit(unit: Unit, report: Report, held: tuple[Claim, ...], terms: tuple[Term, ...]) -> SearchHit:
    passage = held[0].passage
    marks = mark_words(passage.quote, terms)
    moved = tuple((start + passage.start, end + passage.start) for start, end in marks)
    return _hit(unit, report, passage, moved, terms, held)


def _report_hit(report: Report, terms: tuple[Term, ...]) -> SearchHit:
    marks = mark_words(report.text, terms)
    passage = _best_stretch(report.text, marks)
    shown = tuple((start, end) for start, end in marks if start >= passage.start and end <= passage.end)
    return _hit(Unit.REPORT, report, passage, shown, terms, ())


def _hit(
    unit: Unit,
    report: Report,
    passage: Evidence,
    marks: tuple[tuple[int, int], ...],
    terms: tuple[Term, ...],
    held: tuple[Claim, ...],
) -> SearchHit:
    published: date | None = report.published
    return SearchHit(
        unit=unit,
        report_id=report.id,
        given_id=report.given_id,
        title=report.title,
        outlet=report.outlet,
        published=published,
        passage=passage,
        marks=marks,
        title_marks=mark_words(report.title or "", terms),
        claims=held,
    )


def _best_stretch(text: str, marks: tuple[tuple[int, int], ...]) -> Evidence:
    """The stretch that holds the most marks, from the beginning of its sentence where that is near."""
    best, most = 0, 0
    for index, (start, _) in enumerate(marks):
        held = sum(1 for _, end in marks[index : index + _STRETCH] if end <= start + _STRETCH)
        if held > most:
            best, most = start, held
    floor = max(0, best - _STRETCH // 2)
    begin = max(text.rfind(". ", floor, best) + 2, text.rfind("\n", floor, best) + 1)
    if begin < floor or begin <= 1:
        begin = 0 if floor == 0 else text.find(" ", floor, best) + 1 or best
    end = min(len(text), max(begin, best) + _STRETCH)
    if end < len(text):
        last_blank = text.rfind(" ", best + 1, end)
        end = last_blank if last_blank > best else end
    return cite(text, begin, end)
