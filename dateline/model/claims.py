"""Claims: an event, count, movement, agreement, presence, custody or silence as one holder states it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dateline.codebook import (
    ActorKind,
    AgreementKind,
    ClaimKind,
    CustodyState,
    EventType,
    Granularity,
    Measure,
    Precision,
    SilenceKind,
    Status,
)
from dateline.model.evidence import Evidence


@dataclass(frozen=True, slots=True)
class ActorLink:
    """The canonical party that a name was grounded to."""

    actor_id: str
    name: str
    kind: ActorKind
    country: str | None = None
    code: str | None = None
    """PLOVER/CAMEO actor code."""
    acled_inter: str | None = None
    score: float = 1.0
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody who acts, is acted on, speaks or agrees, by the most specific name in the report."""

    name: str
    """Without article or numeral; equal to `evidence.quote`."""
    evidence: Evidence
    """Where that name stands."""
    mention: Evidence | None = None
    """The words at the event itself where they differ ("they", "the group")."""
    actor: ActorLink | None = None


@dataclass(frozen=True, slots=True)
class PlaceCandidate:
    """A gazetteer entry that was considered for a toponym."""

    place_id: str
    name: str
    country: str | None
    admin1: str | None
    latitude: float
    longitude: float
    feature: str
    population: int
    score: float


@dataclass(frozen=True, slots=True)
class PlaceLink:
    """The gazetteer entry chosen for a toponym, with what else was considered and why."""

    chosen: PlaceCandidate
    precision: Precision
    candidates: tuple[PlaceCandidate, ...] = ()
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Location:
    """A place as the report names it, and its gazetteer entry where one was found."""

    name: str
    evidence: Evidence
    link: PlaceLink | None = None
    """None before grounding, and where there is no match."""

    @property
    def country(self) -> str | None:
        """ISO 3166-1 alpha-2 of the entry."""
        return self.link.chosen.country if self.link else None


@dataclass(frozen=True, slots=True)
class When:
    """A time expression, and the days it covers once it is resolved against the publication date."""

    evidence: Evidence
    first: date | None = None
    """First possible day; None where resolution refuses to guess."""
    last: date | None = None
    granularity: Granularity | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Event:
    """Who did what to whom."""

    type: EventType
    actors: tuple[Party, ...] = ()
    recipients: tuple[Party, ...] = ()
    mode: str | None = None


@dataclass(frozen=True, slots=True)
class Count:
    """How many; `low` or `high` is None where the words leave that side open."""

    measure: Measure
    who: Party | None
    """The counted head noun phrase."""
    low: int | None
    high: int | None
    approx: bool = False
    whole: str | None = None
    """Id of the count claim that this one is a part of; `start:end` of its evidence until ids are set."""


@dataclass(frozen=True, slots=True)
class Movement:
    """People or vehicles going from one place to another."""

    who: Party | None
    origin: Location | None = None
    via: tuple[Location, ...] = ()
    destination: Location | None = None
    means: Evidence | None = None


@dataclass(frozen=True, slots=True)
class Agreement:
    """A deal between parties."""

    kind: AgreementKind
    parties: tuple[Party, ...] = ()
    terms: tuple[Evidence, ...] = ()
    guarantors: tuple[Party, ...] = ()


@dataclass(frozen=True, slots=True)
class Presence:
    """Civilians said to be, not to be, or perhaps to be at a place or among a group; the status tells which."""

    who: Party
    among: Party | None = None


@dataclass(frozen=True, slots=True)
class Custody:
    """People missing or held, and what became of them."""

    who: Party
    state: CustodyState
    by: Party | None = None


@dataclass(frozen=True, slots=True)
class Silence:
    """A party that has not commented, declined to, or could not be reached."""

    who: Party
    kind: SilenceKind
    about: Evidence | None = None


Content = Event | Count | Movement | Agreement | Presence | Custody | Silence

KINDS: dict[type[Content], ClaimKind] = {
    Event: ClaimKind.EVENT,
    Count: ClaimKind.COUNT,
    Movement: ClaimKind.MOVEMENT,
    Agreement: ClaimKind.AGREEMENT,
    Presence: ClaimKind.PRESENCE,
    Custody: ClaimKind.CUSTODY,
    Silence: ClaimKind.SILENCE,
}


@dataclass(frozen=True, slots=True)
class Ground:
    """Which head or rule gave one value of a claim, from which words, how surely."""

    field: str
    """The value's name: `type`, `status`, `attribution`, `actors`, `place`, `when`, `measure`, ..."""
    rule: str
    """Short name of the rule or head: `head:anchor`, `cue:said`, `modal:could`."""
    evidence: Evidence | None = None
    score: float = 1.0


@dataclass(frozen=True, slots=True)
class Claim:
    """One content as one chain of holders states it, with its status and the exact words."""

    content: Content
    status: Status
    evidence: Evidence
    """The anchor of an event; the quoted words of any other content."""
    passage: Evidence
    """The sentence that holds the evidence."""
    attribution: tuple[Party, ...] = ()
    """Holders, nearest to the report first; empty is the report's own voice."""
    place: Location | None = None
    when: When | None = None
    country: str | None = None
    """ISO 3166-1 alpha-2 of the place, or of the content where plain from context."""
    confidence: float = 1.0
    grounds: tuple[Ground, ...] = ()
    id: str = ""
    """`clm_` and a base32 digest of report, kind, spans and content; set when the record is made."""

    @property
    def kind(self) -> ClaimKind:
        """The kind that the content's type implies."""
        return KINDS[type(self.content)]
