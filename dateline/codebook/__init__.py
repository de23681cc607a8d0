"""The field's closed vocabularies: event types, modes, statuses, measures and kinds, with their crosswalks."""

from dateline.codebook.vocabulary import (
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

__all__ = [
    "ActorKind",
    "AgreementKind",
    "ClaimKind",
    "CustodyState",
    "EventType",
    "Granularity",
    "Measure",
    "Precision",
    "SilenceKind",
    "Status",
]
