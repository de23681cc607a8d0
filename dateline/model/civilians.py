"""What a report says of civilians: whether harm and presence are reported, denied, unverified or not stated."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from dateline.codebook import ActorKind, EventType, Measure, Status
from dateline.model.claims import Claim, Count, Event, Party, Presence

_HARM = frozenset((Measure.KILLED, Measure.WOUNDED))


class Finding(StrEnum):
    """What the claims together state; the surest statement comes first."""

    REPORTED = "reported"
    UNVERIFIED = "unverified"
    DENIED = "denied"
    NOT_STATED = "not stated"


@dataclass(frozen=True, slots=True)
class Civilians:
    """The findings on harm and presence, each with the claims it rests on."""

    harm: Finding
    presence: Finding
    harm_claims: tuple[Claim, ...] = ()
    presence_claims: tuple[Claim, ...] = ()


def read_civilians(claims: Iterable[Claim]) -> Civilians:
    """The findings over grounded claims.

    A finding is REPORTED where any claim states it, else UNVERIFIED where one leaves it open, else DENIED; claims that
    only threaten, plan or suppose harm state none. Silence is NOT_STATED: unknown is not "no".
    """
    claims = tuple(claims)
    harm = tuple(claim for claim in claims if _is_harm(claim) and claim.status in _FINDINGS)
    presence = tuple(
        claim for claim in claims if isinstance(claim.content, Presence) and claim.status in _FINDINGS
    )
    return Civilians(_finding(harm), _finding(presence), harm, presence)


_FINDINGS = {
    Status.OCCURRED: Finding.REPORTED,
    Status.ONGOING: Finding.REPORTED,
    Status.UNVERIFIED: Finding.UNVERIFIED,
    Status.POSSIBLE: Finding.UNVERIFIED,
    Status.NOT_OCCURRED: Finding.DENIED,
}


def _finding(claims: tuple[Claim, ...]) -> Finding:
    found = {_FINDINGS[claim.status] for claim in claims}
    return next((finding for finding in Finding if finding in found), Finding.NOT_STATED)


def _is_harm(claim: Claim) -> bool:
    content = claim.content
    if isinstance(content, Count):
        return content.measure in _HARM and content.who is not None and is_civilian(content.who)
    return (
        isinstance(content, Event)
        and content.type is EventType.ASSAULT
        and any(is_civilian(party) for party in content.recipients)
    )


def is_civilian(party: Party) -> bool:
    """True where the party is grounded to civilians."""
    return party.actor is not None and party.actor.kind is ActorKind.CIVILIANS
