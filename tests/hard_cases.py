"""The hard cases of `tests/cases/hard`: loading them, reading them, and comparing what was read with what they expect.

Each file is one phenomenon, each entry a short text. `events`, `counts`, `movements` and `agreements` name the
claims that must be read, with the fields that the phenomenon is about; a field that is not named is not
compared. `absent` names what must not be claimed: patterns of the same four kinds, and `places` and `parties`
that no claim may hold. An anchor may be a list of words of which any will do. Names are compared by the words that identify them, as the gold scorer does.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from dateline.ingest.items import Item, take_snapshot
from dateline.model.claims import (
    Agreement,
    Claim,
    Content,
    Count,
    Event,
    Movement,
)
from dateline.model.records import ReportRecord
from dateline.pipeline import Failure, Pipeline
from tests.inventions import inventions, parties_of, places_of

FOLDER = Path(__file__).parent / "cases" / "hard"
KINDS: dict[str, type[Content]] = {
    "events": Event,
    "counts": Count,
    "movements": Movement,
    "agreements": Agreement,
}
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Case:
    """One hard text with what must and what must not be read in it."""

    id: str
    phenomenon: str
    text: str
    why: str
    published: date | None
    outlet: str | None
    expected: tuple[tuple[str, Row], ...]
    """Kind (`events`, `counts`, ...) and the fields of one claim."""
    absent: tuple[tuple[str, Row], ...]
    """The same for claims that must not be read."""
    absent_places: tuple[str, ...] = ()
    absent_parties: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Outcome:
    """What is wrong with the reading of one case; both empty where it is fully right."""

    case: Case
    claims: tuple[Claim, ...] = ()
    faults: tuple[str, ...] = ()
    """Expected claims that were not read so, and unwanted ones that were."""
    inventions: tuple[str, ...] = ()
    """A failed reading, words that do not stand in the text, a number that it does not hold."""


@cache
def load_cases() -> tuple[Case, ...]:
    """Every case; raises ValueError where one names words that its text does not hold or a field that is unknown."""
    cases = tuple(
        _case(path.stem, row)
        for path in sorted(FOLDER.glob("*.yml"))
        for row in yaml.safe_load(path.read_text(encoding="utf-8"))
    )
    ids = [case.id for case in cases]
    if twice := {name for name in ids if ids.count(name) > 1}:
        raise ValueError(f"tests/cases/hard: these ids stand there twice: {sorted(twice)}")
    return cases


def read_case(reader: Pipeline, case: Case) -> Outcome:
    """The outcome of reading one case as a row of JSON Lines."""
    row = {"text": case.text, "outlet": case.outlet, "published": str(case.published or "")}
    snapshot = take_snapshot(json.dumps(row).encode(), media_type="application/json", source=case.id)
    record = reader.read(Item(snapshot, case.id))
    if isinstance(record, Failure):
        return Outcome(case, inventions=(f"reading failed: {record.error}",))
    return compare(case, record)


def compare(case: Case, record: ReportRecord) -> Outcome:
    """What of the case the record misses, what it holds too much, and what it made up."""
    claims = record.claims
    return Outcome(
        case,
        claims,
        (*_missing(case, claims), *_unwanted(case, claims)),
        tuple(inventions(case.text, claims)),
    )


# Loading

_FIELDS = {
    "events": {
        "anchor",
        "nth",
        "type",
        "actors",
        "recipients",
        "parties",
        "status",
        "said_by",
        "place",
        "date",
    },
    "counts": {"quote", "nth", "n", "low", "high", "approx", "measure", "who", "status", "said_by", "place"},
    "movements": {"quote", "nth", "who", "origin", "destination", "status", "said_by"},
    "agreements": {"quote", "nth", "kind", "parties", "status", "said_by"},
}


def _case(phenomenon: str, row: Row) -> Case:
    absent = row.get("absent", {})
    case = Case(
        id=row["id"],
        phenomenon=phenomenon,
        text=row["text"],
        why=row["why"],
        published=row.get("published"),
        outlet=row.get("outlet"),
        expected=tuple((kind, claim) for kind in KINDS for claim in row.get(kind, ())),
        absent=tuple((kind, claim) for kind in KINDS for claim in absent.get(kind, ())),
        absent_places=tuple(absent.get("places", ())),
        absent_parties=tuple(absent.get("parties", ())),
    )
    known = {"id", "text", "why", "published", "outlet", "absent", *KINDS}
    if unknown := set(row) - known:
        raise ValueError(f"{case.id}: unknown keys {sorted(unknown)}")
    if unknown := set(absent) - {"places", "parties", *KINDS}:
        raise ValueError(f"{case.id}: unknown keys under absent {sorted(unknown)}")
    for kind, claim in (*case.expected, *case.absent):
        if unknown := set(claim) - _FIELDS[kind]:
            raise ValueError(f"{case.id}: {kind} have no field {sorted(unknown)}")
        _spans(case, claim)
    for kind, claim in case.expected:
        _check_names(case, claim, kind)
    return case


def _check_names(case: Case, claim: Row, kind: str) -> None:
    names: list[str | None] = [claim.get(key) for key in ("place", "who", "origin", "destination")]
    for key in ("actors", "recipients", "parties", "said_by"):
        names += claim.get(key, [])
    for name in names:
        if name is not None and name not in case.text:
            raise ValueError(f"{case.id}: {name!r} of its {kind} does not stand in the text")


def _spans(case: Case, claim: Row) -> list[tuple[int, int]]:
    """Where the claim's quoted words, or the alternatives for them, stand; empty where it names none."""
    named = claim.get("anchor", claim.get("quote"))
    spans = []
    for words in [named] if isinstance(named, str) else named or ():
        start = -1
        for _ in range(claim.get("nth", 1)):
            start = case.text.find(words, start + 1)
            if start < 0:
                raise ValueError(f"{case.id}: {words!r} does not stand in the text")
        spans.append((start, start + len(words)))
    return spans


# Comparing

_FILLERS = frozenset(
    [
        "the",
        "a",
        "an",
        "of",
        "and",
        "in",
        "for",
        "'s",
        "s",
        "his",
        "her",
        "its",
        "their",
        "col",
        "gen",
        "lt",
        "maj",
        "mr",
        "mrs",
        "ms",
        "dr",
        "president",
        "prime",
        "minister",
        "foreign",
        "spokesman",
        "spokeswoman",
        "spokesperson",
        "colonel",
        "general",
        "senior",
        "us-led",
    ]
)
_SAME = {
    "isis": "is",
    "isil": "is",
    "daesh": "is",
    "us": "usa",
    "america": "usa",
    "american": "usa",
    "britain": "uk",
    "british": "uk",
}
_FOLDED = (
    (re.compile(r"\b(u\.s\.?|united states)"), "usa"),
    (re.compile(r"\b(u\.n\.?|united nations)"), "un"),
    (re.compile(r"\bislamic state(?: of iraq and (?:the levant|syria))?(?: group)?"), "is"),
)


@cache
def _words(name: str) -> frozenset[str]:
    low = name.lower().replace("’", "'")
    for pattern, plain in _FOLDED:
        low = pattern.sub(plain, low)
    words = re.findall(r"[\w\-]+", re.sub(r"'s\b", "", low))
    return frozenset(_SAME.get(word, word) for word in words if word not in _FILLERS) or frozenset(words)


def same_name(one: str, other: str) -> bool:
    """True where one name's identifying words hold the other's, or at least half of all are shared."""
    left, right = _words(one), _words(other)
    if not left or not right:
        return False
    return left <= right or right <= left or len(left & right) / len(left | right) >= 0.5


def _same_names(wanted: Sequence[str], found: Sequence[str]) -> bool:
    """True where the names pair off one to one."""
    left = list(found)
    for name in wanted:
        match = next((other for other in left if same_name(name, other)), None)
        if match is None:
            return False
        left.remove(match)
    return not left


def _same_chain(wanted: Sequence[str], found: Sequence[str]) -> bool:
    return len(wanted) == len(found) and all(map(same_name, wanted, found))


def _same_or_none(wanted: str | None, found: str | None) -> bool:
    if wanted is None or found is None:
        return wanted is found
    return same_name(wanted, found)


def _same_days(wanted: date | list[date] | None, found: tuple[date, date] | None) -> bool:
    if wanted is None or found is None:
        return wanted is None and found is None
    days = (wanted, wanted) if isinstance(wanted, date) else tuple(wanted)
    return days == found


def _fits(case: Case, kind: str, wanted: Row, claim: Claim) -> list[str]:
    """The fields in which the claim is not the wanted one; `kind` or `words` where it is not about it at all."""
    if not isinstance(claim.content, KINDS[kind]):
        return ["kind"]
    spans = _spans(case, wanted)
    if spans and not any(claim.evidence.start < end and start < claim.evidence.end for start, end in spans):
        return ["words"]
    found = _fields(claim)
    return [
        name
        for name, value in _values(wanted).items()
        if not _COMPARED.get(name, _equal)(value, found.get(name))
    ]


def _values(wanted: Row) -> Row:
    values = {name: value for name, value in wanted.items() if name not in ("anchor", "quote", "nth", "n")}
    if "n" in wanted:
        values |= {"low": wanted["n"], "high": wanted["n"]}
    return values


def _fields(claim: Claim) -> Row:
    content = claim.content
    found: Row = {
        "status": claim.status.value,
        "said_by": [party.name for party in claim.attribution],
        "place": claim.place.name if claim.place else None,
        "date": (claim.when.first, claim.when.last) if claim.when and claim.when.first else None,
    }
    if isinstance(content, Event):
        actors = [party.name for party in content.actors]
        recipients = [party.name for party in content.recipients]
        parties = actors + [name for name in recipients if name not in actors]
        return found | {
            "type": content.type.value,
            "actors": actors,
            "recipients": recipients,
            "parties": parties,
        }
    if isinstance(content, Count):
        who = content.who.name if content.who else None
        return found | {
            "measure": content.measure.value,
            "who": who,
            "low": content.low,
            "high": content.high,
            "approx": content.approx,
        }
    if isinstance(content, Movement):
        return found | {
            "who": content.who.name if content.who else None,
            "origin": content.origin.name if content.origin else None,
            "destination": content.destination.name if content.destination else None,
        }
    if isinstance(content, Agreement):
        return found | {"kind": content.kind.value, "parties": [party.name for party in content.parties]}
    return found


def _equal(one: Any, other: Any) -> bool:
    return bool(one == other)


_COMPARED: dict[str, Callable[[Any, Any], bool]] = {
    "actors": _same_names,
    "recipients": _same_names,
    "parties": _same_names,
    "said_by": _same_chain,
    "place": _same_or_none,
    "who": _same_or_none,
    "origin": _same_or_none,
    "destination": _same_or_none,
    "date": _same_days,
}


def _missing(case: Case, claims: tuple[Claim, ...]) -> Iterator[str]:
    """Expected claims without one of their own that fits, each with the nearest one's faults."""
    free = list(claims)
    for kind, wanted in case.expected:
        near = sorted(((_fits(case, kind, wanted, claim), n) for n, claim in enumerate(free)), key=_distance)
        if near and not near[0][0]:
            del free[near[0][1]]
            continue
        words = wanted.get("anchor", wanted.get("quote"))
        if not near or near[0][0] in (["kind"], ["words"]):
            yield f"{kind[:-1]} {words!r} is not read"
            continue
        found = _fields(free[near[0][1]])
        values = _values(wanted)
        told = [f"{name} {_shown(found.get(name))}, not {_shown(values[name])}" for name in near[0][0]]
        yield f"{kind[:-1]} {words!r}: {'; '.join(told)}"


def _distance(scored: tuple[list[str], int]) -> tuple[bool, int, int]:
    faults, number = scored
    return faults in (["kind"], ["words"]), len(faults), number


def _shown(value: Any) -> str:
    if isinstance(value, date):
        return str(value)
    if isinstance(value, tuple | list):
        return "[" + ", ".join(map(_shown, value)) + "]"
    return "none" if value is None else str(value)


def _unwanted(case: Case, claims: tuple[Claim, ...]) -> Iterator[str]:
    for kind, pattern in case.absent:
        for claim in claims:
            if not _fits(case, kind, pattern, claim):
                yield f"unwanted {kind[:-1]} {claim.evidence.quote!r} ({claim.status})"
    for claim in claims:
        for place in places_of(claim):
            if any(same_name(place.name, name) for name in case.absent_places):
                yield f"unwanted place {place.name!r} of {claim.evidence.quote!r}"
        for party in parties_of(claim):
            if any(same_name(party.name, name) for name in case.absent_parties):
                yield f"unwanted party {party.name!r} of {claim.evidence.quote!r}"
