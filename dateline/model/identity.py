"""Ids and digests of reports, runs, readings and claims, derived from content alone.

The same bytes, model and settings give the same ids on any machine and in any order of arrival.
"""

from __future__ import annotations

import hashlib
import json
from base64 import b32encode
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

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
from dateline.model.evidence import Evidence
from dateline.model.records import Run
from dateline.model.reports import Report

ID_LENGTH = 20
"""Base32 characters after the prefix: 100 bits, so that a billion claims have no chance collision."""


def report_id(snapshot: str, given_id: str) -> str:
    """`rpt_` and a digest of the snapshot's SHA-256 and the given id."""
    return _id("rpt", [snapshot, given_id])


def run_id(version: str, model: str, settings: str) -> str:
    """`run_` and a digest of the program's version and the digests of model and settings."""
    return _id("run", [version, model, settings])


def make_run(version: str, model: str, settings: str) -> Run:
    """The run of a version, model digest and settings digest, with its id."""
    return Run(run_id(version, model, settings), version, model, settings)


def reading_id(report: Report, run: str) -> str:
    """`rdg_` and a digest of run, text and metadata, so that another publication date is another reading."""
    return _id("rdg", [report_digest(report), run])


def claim_id(report: str, claim: Claim, salt: int = 0) -> str:
    """`clm_` and a digest of what is claimed: report, kind, spans, content, status and holders.

    Grounding, scores and links to other claims stay outside, so that a better gazetteer or actor list
    leaves the id, and every judgement on it, in place. `salt` tells equal claims of a report apart.
    """
    what: list[Any] = [
        report,
        claim.kind,
        _span(claim.evidence),
        _content(claim.content),
        claim.status,
        [_party(party) for party in claim.attribution],
        _place(claim.place),
        _span(claim.when.evidence) if claim.when else None,
    ]
    if salt:
        what.append(salt)
    return _id("clm", what)


def identify(report: str, claims: Iterable[Claim]) -> tuple[Claim, ...]:
    """The claims with their ids set, equal ones told apart by number.

    A count's `whole` that names the provisional `id` of another of these claims is carried over to the
    new id; a `whole` that names none of them is dropped.
    """
    given = tuple(claims)
    taken: dict[str, int] = {}
    ids: list[str] = []
    for claim in given:
        plain = claim_id(report, claim)
        seen = taken.get(plain, 0)
        taken[plain] = seen + 1
        ids.append(claim_id(report, claim, seen) if seen else plain)
    final = {claim.id: new for claim, new in zip(given, ids, strict=True) if claim.id}
    # Claims that went through here before keep their links.
    final.update({new: new for new in ids})
    return tuple(_with_id(claim, new, final) for claim, new in zip(given, ids, strict=True))


def text_digest(text: str) -> str:
    """SHA-256 of the text in UTF-8, hexadecimal; raises UnicodeEncodeError on lone surrogates."""
    return hashlib.sha256(text.encode()).hexdigest()


def report_digest(report: Report) -> str:
    """SHA-256 over the report's text and every field of its metadata, hexadecimal."""
    published = report.published.isoformat() if report.published else None
    return _digest(
        [
            report.id,
            report.given_id,
            report.snapshot,
            text_digest(report.text),
            report.title,
            report.outlet,
            report.byline,
            report.url,
            published,
            report.dateline,
            report.language,
            report.warnings,
        ]
    ).hex()


def _with_id(claim: Claim, new: str, final: dict[str, str]) -> Claim:
    content = claim.content
    if isinstance(content, Count) and content.whole is not None:
        content = replace(content, whole=final.get(content.whole))
    return replace(claim, id=new, content=content)


def _digest(what: object) -> bytes:
    canonical = json.dumps(what, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).digest()


def _id(prefix: str, what: object) -> str:
    return f"{prefix}_{b32encode(_digest(what)).decode().lower()[:ID_LENGTH]}"


def _span(evidence: Evidence | None) -> list[int] | None:
    return [evidence.start, evidence.end] if evidence else None


def _party(party: Party | None) -> list[Any] | None:
    return [party.name, party.evidence.start, party.evidence.end] if party else None


def _place(place: Location | None) -> list[Any] | None:
    return [place.name, place.evidence.start, place.evidence.end] if place else None


def _parties(parties: Iterable[Party]) -> list[Any]:
    return [_party(party) for party in parties]


def _content(content: Content) -> list[Any]:
    return _KEYS[type(content)](content)


def _of_event(event: Event) -> list[Any]:
    return [event.type, event.mode, _parties(event.actors), _parties(event.recipients)]


def _of_count(count: Count) -> list[Any]:
    return [count.measure, _party(count.who), count.low, count.high, count.approx]


def _of_movement(movement: Movement) -> list[Any]:
    ways = [_place(place) for place in (movement.origin, *movement.via, movement.destination)]
    return [_party(movement.who), ways, _span(movement.means)]


def _of_agreement(agreement: Agreement) -> list[Any]:
    terms = [_span(term) for term in agreement.terms]
    return [agreement.kind, _parties(agreement.parties), terms, _parties(agreement.guarantors)]


def _of_presence(presence: Presence) -> list[Any]:
    return [_party(presence.who), _party(presence.among)]


def _of_custody(custody: Custody) -> list[Any]:
    return [_party(custody.who), custody.state, _party(custody.by)]


def _of_silence(silence: Silence) -> list[Any]:
    return [_party(silence.who), silence.kind, _span(silence.about)]


_KEYS: dict[type[Content], Callable[[Any], list[Any]]] = {
    Event: _of_event,
    Count: _of_count,
    Movement: _of_movement,
    Agreement: _of_agreement,
    Presence: _of_presence,
    Custody: _of_custody,
    Silence: _of_silence,
}
