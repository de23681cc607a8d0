"""Full-text search and filters over reports, claims and passages."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, Table, and_, func, literal, or_, select

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
    return _search_claims(connection, query, terms)


def _search_reports(connection: Connection, query: SearchQuery, terms: tuple[Term, ...]) -> list[SearchHit]:
    chosen = select(reports.c.reading).where(*conditions_of(query.reports))
    if query.asks_for_claims:
        fitting = select(claims.c.reading).where(*_claim_conditions(query))
        chosen = chosen.where(reports.c.reading.in_(fitting))
    chosen, score = _with_words(connection, chosen, "report_words", reports.c.row, terms)
    chosen = _paged(chosen.order_by(*_order(query, score), reports.c.id), query)
    found = list(connection.scalars(chosen))
    read = _reports_of(connection, found)
    return [_report_hit(read[reading], terms) for reading in found]


def _search_claims(connection: Connection, query: SearchQuery, terms: tuple[Term, ...]) -> list[SearchHit]:
    chosen, score = _chosen_claims(connection, query, terms, (claims.c.reading, claims.c.record))
    chosen = chosen.order_by(*_order(query, score), reports.c.id, claims.c.position)
    found = connection.execute(_paged(chosen, query)).all()
    read = _reports_of(connection, [row.reading for row in found], with_text=False)
    return [_claims_hit(Unit.CLAIM, read[row.reading], (to_claim(row.record),), terms) for row in found]


def _search_passages(connection: Connection, query: SearchQuery, terms: tuple[Term, ...]) -> list[SearchHit]:
    span = (claims.c.reading, claims.c.passage_start, claims.c.passage_end)
    chosen, score = _chosen_claims(connection, query, terms, span)
    best = func.min(score) if score is not None else None
    published = func.max(reports.c.published)
    order = [best] if best is not None and query.order is Order.RELEVANCE else []
    chosen = chosen.group_by(*span).order_by(
        *order, published.desc(), func.min(reports.c.id), span[1], span[2]
    )
    found = connection.execute(_paged(chosen, query)).all()
    read = _reports_of(connection, [row.reading for row in found], with_text=False)
    held = _claims_of_passages(connection, query, terms, found)
    return [_claims_hit(Unit.PASSAGE, read[row[0]], held[tuple(row)], terms) for row in found]


def _chosen_claims(
    connection: Connection,
    query: SearchQuery,
    terms: tuple[Term, ...],
    columns: Sequence[ColumnElement[Any]],
) -> tuple[Select[Any], ColumnElement[float] | None]:
    """Claims of the newest readings that fit the query, and how well they fit its words (least is best)."""
    chosen = (
        select(*columns)
        .join(reports, claims.c.reading == reports.c.reading)
        .where(*_claim_conditions(query), *conditions_of(query.reports))
    )
    return _with_words(connection, chosen, "claim_words", claims.c.row, terms)


def _with_words(
    connection: Connection,
    chosen: Select[Any],
    index: str,
    row: ColumnElement[int],
    terms: tuple[Term, ...],
) -> tuple[Select[Any], ColumnElement[float] | None]:
    if not terms:
        return chosen, None
    found = found_words(connection, index, terms)
    return chosen.join(found, found.c.row == row), found.c.score


def _order(query: SearchQuery, score: ColumnElement[float] | None) -> list[ColumnElement[Any]]:
    latest = [reports.c.published.desc()]
    return [score, *latest] if score is not None and query.order is Order.RELEVANCE else [*latest]


def _paged(chosen: Select[Any], query: SearchQuery) -> Select[Any]:
    return chosen.limit(query.limit).offset(query.offset)


def _claim_conditions(query: SearchQuery) -> list[ColumnElement[bool]]:
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
    if query.actor is not None:
        wanted.append(_named(names, claim_names, query.actor, claim_names.c.role != "holder"))
    if query.holder is not None:
        wanted.append(_named(names, claim_names, query.holder, claim_names.c.role == "holder"))
    if query.place is not None:
        wanted.append(_named(places, claim_places, query.place, literal(value=True)))
    return wanted


def _named(vocabulary: Table, links: Table, name: str, role: ColumnElement[bool]) -> ColumnElement[bool]:
    """Claims that a link of this role ties to an id, or to a name that holds these words side by side."""
    _, folded, id_, entry = (vocabulary.columns[at] for at in (1, 2, 3, 4))
    meant = [id_ == name]
    words = fold_name(name)
    if words:
        # Folded names hold letters and digits alone, so nothing in the pattern needs escaping.
        meant += [literal(" ").concat(column).concat(" ").like(f"% {words} %") for column in (folded, entry)]
    keys = select(vocabulary.c.key).where(or_(*meant))
    link = links.columns[0]
    return claims.c.row.in_(select(links.c.claim).where(link.in_(keys), role))


def _reports_of(connection: Connection, found: Iterable[int], *, with_text: bool = True) -> dict[int, Report]:
    """The reports of these readings; without their text where no hit shows it."""
    query = select(readings.c.row, readings.c.record).where(readings.c.row.in_(set(found)))
    if with_text:
        query = query.add_columns(texts.c.text).join(texts, readings.c.text == texts.c.sha256)
    rows = connection.execute(query)
    return {row.row: to_report(row.record, row.text if with_text else "") for row in rows}


def _claims_of_passages(
    connection: Connection, query: SearchQuery, terms: tuple[Term, ...], found: Sequence[Any]
) -> dict[tuple[int, int, int], tuple[Claim, ...]]:
    span = (claims.c.reading, claims.c.passage_start, claims.c.passage_end)
    here = [and_(*(column == value for column, value in zip(span, row, strict=True))) for row in found]
    if not here:
        return {}
    chosen, _ = _chosen_claims(connection, query, terms, (*span, claims.c.record))
    held: dict[tuple[int, int, int], list[Claim]] = {}
    for row in connection.execute(chosen.where(or_(*here)).order_by(claims.c.row)):
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
