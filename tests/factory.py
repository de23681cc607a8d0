"""Builders of reports, snapshots, claims and records for tests: what a test does not name is made up."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import date
from typing import Any

from dateline.codebook import (
    ActorKind,
    AgreementKind,
    CustodyState,
    EventType,
    Granularity,
    Measure,
    Precision,
    SilenceKind,
    Status,
)
from dateline.model.claims import (
    ActorLink,
    Agreement,
    Claim,
    Content,
    Count,
    Custody,
    Event,
    Ground,
    Location,
    Movement,
    Party,
    PlaceCandidate,
    PlaceLink,
    Presence,
    Silence,
    When,
)
from dateline.model.evidence import Evidence, cite
from dateline.model.identity import identify, make_run, report_id
from dateline.model.records import ReportRecord, Run
from dateline.model.reports import Report, Snapshot

TEXT = (
    "Seventeen buses left the border town of Marwa on Monday, officials of the Cedar Brigade said. "
    "At least 25 fighters of the Northern Front were aboard, according to Colonel Adam Reyes. "
    "The Northern Front denied that its fighters had shelled Marwa. "
    "The two sides agreed a ceasefire, and three missing soldiers were found dead. "
    "Reyes said the army was trying to verify whether civilians travelled from Marwa to Qasira. "
    "The interior ministry declined to comment on the convoy."
)
"""A report of our own about an invented incident, with words for every kind of claim."""


def snapshot(content: bytes | str = TEXT, source: str = "reports/marwa.txt", **facts: Any) -> Snapshot:
    """The bytes, hashed, as if read from a file."""
    data = content.encode() if isinstance(content, str) else content
    return Snapshot(
        hashlib.sha256(data).hexdigest(), data, facts.pop("media_type", "text/plain"), source, **facts
    )


def report(text: str = TEXT, given_id: str = "marwa", of: Snapshot | None = None, **fields: Any) -> Report:
    """A report read from `of`, by default from its own text."""
    sha256 = (of or snapshot(text)).sha256
    fields = {
        "title": "Convoy leaves Marwa",
        "outlet": "Daily Border",
        "published": date(2021, 5, 4),
    } | fields
    return Report(report_id(sha256, given_id), given_id, text, sha256, **fields)


def run(version: str = "1.0.0", model: str = "m" * 64, settings: str = "s" * 64) -> Run:
    """What read a report."""
    return make_run(version, model, settings)


def evidence(text: str, quote: str, nth: int = 1) -> Evidence:
    """Where the quote stands in the text for the nth time."""
    start = -1
    for _ in range(nth):
        start = text.index(quote, start + 1)
    return cite(text, start, start + len(quote))


def sentence(text: str, within: Evidence) -> Evidence:
    """The sentence that holds the evidence; every full stop ends one."""
    start = text.rfind(". ", 0, within.start)
    end = text.find(".", within.end - 1)
    return cite(text, 0 if start < 0 else start + 2, len(text) if end < 0 else end + 1)


def actor(name: str, actor_id: str | None = None, kind: ActorKind = ActorKind.REBEL_GROUP) -> ActorLink:
    """A canonical party."""
    return ActorLink(
        actor_id or f"act_{name.lower().replace(' ', '_')}", name, kind, "XA", "REB", "2", 0.9, "alias"
    )


def party(text: str, name: str, nth: int = 1, **fields: Any) -> Party:
    """A party by its name in the text."""
    return Party(name, evidence(text, name, nth), **fields)


def location(
    text: str, name: str, nth: int = 1, *, country: str | None = "XA", linked: bool = True
) -> Location:
    """A place by its name in the text, linked to a gazetteer entry of that name."""
    chosen = PlaceCandidate(f"geo:{name}", name, country, "North", 34.5, 36.25, "PPL", 12_000, 0.875)
    other = replace(chosen, place_id=f"geo:{name}:2", latitude=-1.5, score=0.1)
    link = PlaceLink(chosen, Precision.SETTLEMENT, (chosen, other), "nearest to the dateline")
    return Location(name, evidence(text, name, nth), link if linked else None)


def when(text: str, quote: str, first: date, last: date | None = None) -> When:
    """A time expression that covers these days."""
    return When(evidence(text, quote), first, last or first, Granularity.DAY, "weekday before publication")


def claim(text: str, quote: str, content: Content, nth: int = 1, **fields: Any) -> Claim:
    """A claim whose evidence is the quote and whose passage is the sentence around it."""
    words = evidence(text, quote, nth)
    grounds = (Ground("status", "cue:said", words, 0.5),)
    made = {"status": Status.OCCURRED, "passage": sentence(text, words), "grounds": grounds} | fields
    return Claim(content=content, evidence=words, **made)


def event(
    text: str = TEXT, anchor: str = "shelled", type_: EventType = EventType.ASSAULT, **fields: Any
) -> Claim:
    """An event claim; `actors` and `recipients` are names in the text."""
    actors = tuple(party(text, name) for name in fields.pop("actors", ()))
    recipients = tuple(party(text, name) for name in fields.pop("recipients", ()))
    content = Event(type_, actors, recipients, fields.pop("mode", None))
    return claim(text, anchor, content, **fields)


def claims(text: str = TEXT) -> tuple[Claim, ...]:
    """One claim of every kind, and a second count that is a part of the first; without ids."""
    front = party(text, "Northern Front", actor=actor("Northern Front"))
    reyes = party(text, "Colonel Adam Reyes")
    brigade = party(text, "Cedar Brigade", actor=actor("Cedar Brigade", kind=ActorKind.POLITICAL_MILITIA))
    officials = party(text, "officials of the Cedar Brigade")
    fighters = party(text, "fighters of the Northern Front")
    civilians = party(text, "civilians")
    marwa, qasira = location(text, "Marwa"), location(text, "Qasira", country="XB")
    monday = when(text, "Monday", date(2021, 5, 3))
    moved = Movement(party(text, "Seventeen buses"), marwa, (), None, evidence(text, "buses"))
    shelled = Event(EventType.ASSAULT, (front,), (), "heavy-weapons")
    return (
        claim(text, "left the border town", moved, attribution=(officials,), place=marwa, when=monday),
        claim(text, "Seventeen buses", Count(Measure.VEHICLES, None, 17, 17), attribution=(officials,), id="whole"),
        claim(text, "At least 25 fighters", Count(Measure.FIGHTERS, fighters, 25, None, False, "whole"),
              attribution=(reyes,), confidence=0.75),
        claim(text, "shelled", shelled, status=Status.NOT_OCCURRED, attribution=(front,), place=marwa, country="XA"),
        claim(text, "agreed a ceasefire", Agreement(AgreementKind.CEASEFIRE, (front, brigade),
              (evidence(text, "ceasefire"),))),
        claim(text, "missing soldiers", Custody(party(text, "missing soldiers"), CustodyState.DEAD)),
        claim(text, "whether civilians travelled", Presence(civilians, fighters), status=Status.UNVERIFIED,
              attribution=(reyes,)),
        claim(text, "from Marwa to Qasira", Movement(civilians, marwa, (), qasira), status=Status.UNVERIFIED),
        claim(text, "declined to comment", Silence(party(text, "interior ministry"), SilenceKind.DECLINED,
              evidence(text, "the convoy"))),
    )  # fmt: skip


def record(
    text: str = TEXT,
    given_id: str = "marwa",
    of: tuple[Claim, ...] | None = None,
    by: Run | None = None,
    **fields: Any,
) -> ReportRecord:
    """A report with claims (of every kind, where none are given and the text is TEXT), ids set."""
    taken = fields.pop("snapshot", None) or snapshot(text, f"reports/{given_id}.txt")
    read = report(text, given_id, taken, **fields)
    made = of if of is not None else claims(text) if text == TEXT else ()
    return ReportRecord(taken, read, by or run(), identify(read.id, made), b"\x01\x3c" * 384)
