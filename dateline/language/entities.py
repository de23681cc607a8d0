"""Entities: the model's spans mapped to our kinds."""

from __future__ import annotations

from collections.abc import Sequence

from dateline.model.analysis import Analysis, Entity, EntityKind

RawEntity = tuple[int, int, str, float]
"""Half-open token range, the model's label, score."""

_KINDS = {
    "PER": EntityKind.PERSON,
    "ORG": EntityKind.ORGANISATION,
    "LOC": EntityKind.PLACE,
    "NORP": EntityKind.NATIONALITY,
    "DATE": EntityKind.TIME,
    "MONEY": EntityKind.MONEY,
    "MISC": EntityKind.OTHER,
}


def find_entities(analysis: Analysis, raw: Sequence[RawEntity]) -> tuple[Entity, ...]:
    """Entities."""
    return tuple(Entity(first, last, _KINDS[label], score) for first, last, label, score in raw)
