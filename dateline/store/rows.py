"""The rows of a record: a pure function of it, made before the transaction that writes them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from dateline.errors import EvidenceError, InputError
from dateline.model.claims import (
    Agreement,
    Claim,
    Content,
    Count,
    Custody,
    Event,
    Location,
    Movement,
    Party,
    Presence,
    Silence,
)
from dateline.model.identity import identify, reading_id, report_id, run_id, text_digest
from dateline.model.records import ReportRecord
from dateline.model.reports import Report
from dateline.store.citations import check_evidence
from dateline.store.codec import to_json
from dateline.store.log import digest_of
from dateline.store.words import fold_name, fold_words

Row = dict[str, Any]

READ_LANGUAGES = frozenset({"en"})
"""Languages whose reports are read; of others the record keeps the text alone."""

_LARGEST = 2**63 - 1
"""The largest integer of a column; a larger count stays whole in the claim's JSON."""


@dataclass(frozen=True, slots=True)
class ClaimRows:
    """One claim's row, less the numbers that the transaction gives out, and what points to it."""

    claim: Row
    names: tuple[tuple[Row, str, int], ...]
    """Row of the vocabulary, role, position in that role."""
    places: tuple[tuple[Row, str, int], ...]
    words: tuple[str, str]
    """Folded words of the passage, and of the names of parties and places."""


@dataclass(frozen=True, slots=True)
class ReportRows:
    """A record as rows, checked: every quote stands in the text, every id fits its content."""

    record: ReportRecord
    reading_id: str
    report_json: str
    text_sha256: str
    claims: tuple[ClaimRows, ...]
    report_digest: str
    reading_digest: str
    words: tuple[str, str, str]
    """Folded words of title, outlet and text."""

    @property
    def status(self) -> str:
        """`read`, or `not_read` where the report is in a language that is not read."""
        return "read" if self.record.report.language in READ_LANGUAGES else "not_read"


def make_rows(record: ReportRecord) -> ReportRows:
    """The record's rows.

    Raises EvidenceError where a quote does not stand in the text, and InputError where an id does not fit
    its content or a text cannot be stored.
    """
    report = record.report
    _check_ids(record)
    sha256 = _check_text(report)
    report_json = to_json(report)
    rows = _all_claim_rows(record)
    reading = reading_id(report, record.run.id)
    return ReportRows(
        record=record,
        reading_id=reading,
        report_json=report_json,
        text_sha256=sha256,
        claims=rows,
        report_digest=digest_report(report.id, report.given_id, report.snapshot),
        reading_digest=digest_reading(
            (reading, report.id, record.run.id, sha256, report_json),
            record.embedding,
            (row.claim["record"] for row in rows),
        ),
        words=words_of_report(report),
    )


def shown_of(report: Report) -> Row:
    """The columns of a report that lists and searches go by, as its newest reading has them."""
    return {
        "outlet_key": fold_name(report.outlet or ""),
        "published": report.published.isoformat() if report.published else "",
        "language": report.language,
    }


def digest_report(report: str, given_id: str, snapshot: str) -> str:
    """What the log holds of a report: ids and the snapshot it was read from."""
    return digest_of((report, given_id, snapshot))


def digest_reading(head: tuple[str, ...], embedding: bytes, claims: Iterator[str]) -> str:
    """What the log holds of a reading: ids, text hash, metadata, embedding, and each claim's JSON in order."""
    each = [hashlib.sha256(claim.encode()).hexdigest() for claim in claims]
    return digest_of((*head, hashlib.sha256(embedding).hexdigest(), *each))


def claim_row(claim: Claim, position: int, encoded: str) -> Row:
    """The columns of a claim that searches filter by, and its JSON."""
    count = claim.content if isinstance(claim.content, Count) else None
    when = claim.when
    return {
        "id": claim.id,
        "position": position,
        "kind": claim.kind.value,
        "type": type_of(claim.content),
        "mode": claim.content.mode if isinstance(claim.content, Event) else None,
        "status": claim.status.value,
        "evidence_start": claim.evidence.start,
        "evidence_end": claim.evidence.end,
        "passage_start": claim.passage.start,
        "passage_end": claim.passage.end,
        "first": when.first.isoformat() if when and when.first else None,
        "last": when.last.isoformat() if when and when.last else None,
        "country": claim.country or next((country for country in _countries(claim)), None),
        "low": _bounded(count.low) if count else None,
        "high": _bounded(count.high) if count else None,
        "approx": count.approx if count else None,
        "confidence": claim.confidence,
        "record": encoded,
    }


def type_of(content: Content) -> str:
    """Event type, measure, kind or state of a content; empty for the kinds that have none."""
    match content:
        case Event():
            return content.type.value
        case Count():
            return content.measure.value
        case Agreement() | Silence():
            return content.kind.value
        case Custody():
            return content.state.value
        case Movement() | Presence():
            return ""


def parties_of(claim: Claim) -> Iterator[tuple[str, int, Party]]:
    """Role, position in the role, and party, for every party of a claim."""
    yield from _numbered("holder", claim.attribution)
    match claim.content:
        case Event(actors=actors, recipients=recipients):
            yield from _numbered("actor", actors)
            yield from _numbered("recipient", recipients)
        case Agreement(parties=parties, guarantors=guarantors):
            yield from _numbered("party", parties)
            yield from _numbered("guarantor", guarantors)
        case Presence(who=who, among=among):
            yield from _numbered("who", (who,))
            yield from _numbered("among", (among,) if among else ())
        case Custody(who=who, by=by):
            yield from _numbered("who", (who,))
            yield from _numbered("by", (by,) if by else ())
        case Count(who=counted) | Movement(who=counted):
            yield from _numbered("who", (counted,) if counted else ())
        case Silence(who=silent):
            yield from _numbered("who", (silent,))


def places_of(claim: Claim) -> Iterator[tuple[str, int, Location]]:
    """Role, position in the role, and place, for every place of a claim."""
    if claim.place:
        yield "place", 0, claim.place
    if isinstance(claim.content, Movement):
        ends = (("destination", claim.content.destination), ("origin", claim.content.origin))
        for role, place in ends:
            if place:
                yield role, 0, place
        for position, place in enumerate(claim.content.via):
            yield "via", position, place


def name_row(party: Party) -> Row:
    """A party's row in the vocabulary of names; its key is drawn from its content."""
    actor_id = party.actor.actor_id if party.actor else ""
    actor_name = party.actor.name if party.actor else ""
    row = {
        "name": party.name.replace("\0", ""),
        "folded": fold_name(party.name),
        "actor_id": actor_id,
        "actor_folded": fold_name(actor_name),
    }
    return {"key": _key(party.name, actor_id, actor_name), **row}


def place_row(place: Location) -> Row:
    """A place's row in the vocabulary of places; its key is drawn from its content."""
    entry = place.link.chosen if place.link else None
    row = {
        "name": place.name.replace("\0", ""),
        "folded": fold_name(place.name),
        "place_id": entry.place_id if entry else "",
        "entry_folded": fold_name(entry.name) if entry else "",
        "country": (entry.country or "") if entry else "",
        "latitude": entry.latitude if entry else None,
        "longitude": entry.longitude if entry else None,
    }
    return {"key": _key(*(str(value) for value in row.values())), **row}


def words_of_report(report: Report) -> tuple[str, str, str]:
    """Folded words of title, outlet and text, as the search index has them."""
    parts = (report.title or "", report.outlet or "", report.text)
    title, outlet, body = (" ".join(fold_words(part)) for part in parts)
    return title, outlet, body


def words_of_claim(claim: Claim, names: Iterable[Row], places: Iterable[Row]) -> tuple[str, str]:
    """Folded words of a claim's passage, and each of its names once, as the search index has them."""
    named = dict.fromkeys(row[column] for row in names for column in ("folded", "actor_folded"))
    named.update(dict.fromkeys(row[column] for row in places for column in ("folded", "entry_folded")))
    return " ".join(fold_words(claim.passage.quote)), " ".join(named)


def _all_claim_rows(record: ReportRecord) -> tuple[ClaimRows, ...]:
    report = record.report
    rows = []
    for position, claim in enumerate(record.claims):
        try:
            check_evidence(report.text, claim)
            rows.append(_claim_rows(claim, position))
        except EvidenceError as error:
            raise EvidenceError(f"report {report.id} ({report.given_id}): {error}") from error
        except UnicodeEncodeError as error:
            raise InputError(f"claim {claim.id} of {report.given_id} holds half a surrogate pair") from error
    return tuple(rows)


def _claim_rows(claim: Claim, position: int) -> ClaimRows:
    names = tuple((name_row(party), role, at) for role, at, party in parties_of(claim))
    places = tuple((place_row(place), role, at) for role, at, place in places_of(claim))
    encoded = to_json(claim)
    encoded.encode()
    return ClaimRows(
        claim=claim_row(claim, position, encoded),
        names=names,
        places=places,
        words=words_of_claim(claim, (row for row, _, _ in names), (row for row, _, _ in places)),
    )


def _check_ids(record: ReportRecord) -> None:
    report, run = record.report, record.run
    if report.snapshot != record.snapshot.sha256:
        raise InputError(f"report {report.id} names another snapshot than the one it came with")
    if report.id != report_id(report.snapshot, report.given_id):
        raise InputError(f"the id {report.id} does not fit snapshot and given id {report.given_id!r}")
    if run.id != run_id(run.version, run.model, run.settings):
        raise InputError(f"the id {run.id} does not fit the run's version, model and settings")
    if identify(report.id, record.claims) != record.claims:
        raise InputError(f"report {report.id} has claims whose ids do not fit their content: use `identify`")


def _check_text(report: Report) -> str:
    if not report.text:
        raise InputError(f"{report.given_id!r}: its text is empty; there is nothing to store")
    try:
        sha256 = text_digest(report.text)
        to_json(report).encode()
    except UnicodeEncodeError as error:
        raise InputError(
            f"{report.given_id}: half a surrogate pair at {error.start} is no text; decode the input again"
        ) from error
    # PostgreSQL cannot hold U+0000 in text, and both databases must hold the same records.
    for name, value in (("text", report.text), ("given id", report.given_id)):
        if "\0" in value:
            raise InputError(f"{report.given_id!r}: its {name} holds U+0000, which is no text; remove it")
    return sha256


def _numbered(role: str, parties: tuple[Party, ...]) -> Iterator[tuple[str, int, Party]]:
    for position, party in enumerate(parties):
        yield role, position, party


def _countries(claim: Claim) -> Iterator[str]:
    for _, _, place in places_of(claim):
        if place.country:
            yield place.country


def _bounded(number: int | None) -> int | None:
    return None if number is None else min(number, _LARGEST)


def _key(*parts: str) -> int:
    """A row's number drawn from its content: the same in every record, with no look-up before writing."""
    digest = hashlib.blake2b("\0".join(parts).encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big") >> 1
