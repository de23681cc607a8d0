"""What the store is asked and what it answers: filters, searches, hits, pages, counts and verifications."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from dateline.codebook import ClaimKind, Status
from dateline.model.claims import Claim
from dateline.model.evidence import Evidence
from dateline.model.reports import Report


class Unit(StrEnum):
    """What a search finds."""

    REPORT = "report"
    CLAIM = "claim"
    PASSAGE = "passage"


class Order(StrEnum):
    """How hits are sorted: by how well they fit the words, or by the report's date, latest first."""

    RELEVANCE = "relevance"
    NEWEST = "newest"


@dataclass(frozen=True, slots=True)
class ReportFilter:
    """Which reports are meant; what is left empty does not matter."""

    outlet: str | None = None
    """The outlet's name, case and accents aside."""
    language: str | None = None
    published_from: date | None = None
    published_to: date | None = None
    """Last day, itself included."""
    given_id: str | None = None


@dataclass(frozen=True, slots=True)
class SearchQuery:
    """Words to be found and what the claims that hold them must be; what is left empty does not matter."""

    words: str = ""
    """All must occur; `"side by side"`, `begin*`, `-without`; small letters also find other forms."""
    unit: Unit | None = None
    """None finds claims and, where nothing but words is asked for, after them the reports that hold the words
    in none of their claims: those in other languages, and those in which nothing was read there."""
    kinds: tuple[ClaimKind, ...] = ()
    types: tuple[str, ...] = ()
    """Event types, measures, kinds of agreement, states of custody, kinds of silence: any of these."""
    statuses: tuple[Status, ...] = ()
    actor: str | None = None
    """An actor's id, or words of the name of a party in any role but holder."""
    holder: str | None = None
    """The same of a party whose claim it is."""
    place: str | None = None
    """A gazetteer id, or words of a place's name, of any place of the claim."""
    country: str | None = None
    """ISO 3166-1 alpha-2."""
    first: date | None = None
    last: date | None = None
    """Days that the claim's own date must touch, both included; claims without a date are left out."""
    reports: ReportFilter = field(default_factory=ReportFilter)
    order: Order = Order.RELEVANCE
    limit: int = 20
    offset: int = 0

    @property
    def asks_for_claims(self) -> bool:
        """True where something is asked of the claims themselves."""
        return bool(
            self.kinds
            or self.types
            or self.statuses
            or self.actor
            or self.holder
            or self.place
            or self.country
            or self.first
            or self.last
        )


@dataclass(frozen=True, slots=True)
class SearchHit:
    """A report, claim or passage that a search found."""

    unit: Unit
    report_id: str
    given_id: str
    title: str | None
    outlet: str | None
    published: date | None
    passage: Evidence
    """The sentence of the claim; of a report, the stretch of its text where most of the words stand."""
    marks: tuple[tuple[int, int], ...]
    """Spans in the report's text of the words found in the passage (code points, half-open)."""
    title_marks: tuple[tuple[int, int], ...] = ()
    """The same in the title."""
    claims: tuple[Claim, ...] = ()
    """The claim; of a passage, every claim in it that fits; of a report, none."""


@dataclass(frozen=True, slots=True)
class ReportEntry:
    """A report in a list, with what the record holds of it."""

    report: Report
    first_seen_at: str
    """UTC, ISO 8601."""
    run: str
    """Id of the run whose claims are shown."""
    claims: int
    """How many claims that run read."""


@dataclass(frozen=True, slots=True)
class Page:
    """Some of the reports, and where the next ones begin."""

    entries: tuple[ReportEntry, ...]
    cursor: str | None
    """To be given for the next page; None on the last."""


@dataclass(frozen=True, slots=True)
class Stats:
    """How much the record holds."""

    snapshots: int
    snapshot_bytes: int
    """Of the archived bytes, before compression."""
    reports: int
    runs: int
    readings: int
    claims: int
    """Of every run."""
    current_claims: int
    """Of each report's newest reading: what queries show."""
    by_kind: tuple[tuple[str, int], ...]
    """Current claims of each kind, most first."""
    log_rows: int
    head: str
    """Hash of the log's last row: noted elsewhere, it proves later that nothing before it was changed."""


@dataclass(frozen=True, slots=True)
class Verification:
    """What `verify` checked, and the first thing that does not hold."""

    checked: tuple[tuple[str, int], ...]
    """How many of each kind were found to hold: log rows, snapshots, texts, readings, claims, quotes."""
    head: str
    """Hash of the log's last row that holds."""
    fault: str | None = None
    """What does not hold, by id and place; None where all does."""

    @property
    def holds(self) -> bool:
        """True where no fault was found."""
        return self.fault is None
