"""Kinds of gazetteer entries: how fine a link to each is, and how likely a report means one."""

from __future__ import annotations

import math

from dateline.codebook import Precision

SETTLEMENTS = frozenset({"capital", "city", "town", "village", "neighbourhood"})
DISTRICTS = frozenset({"district"})
SITES = frozenset(
    {"camp", "crossing", "base", "airport", "dam", "prison", "bridge", "oilfield", "port", "site"}
)
REGIONS = frozenset({"admin1", "autonomy"})
AREAS = frozenset(
    {"region", "valley", "desert", "mountains", "sea", "strait", "river", "lake", "island", "forest", "basin"}
    | {"border", "continent", "water", "terrain"}
)
ACROSS = SITES | {"valley", "mountains", "river", "lake", "forest", "basin"}
"""What lies across a border and yet is spoken of on one side of it."""
_LIKELY = {
    "country": 1.05,
    "continent": 0.9,
    "autonomy": 0.66,
    "sea": 0.7,
    "region": 0.62,
    "border": 0.6,
    "island": 0.6,
    "district": 0.36,
    "site": 0.3,
    "water": 0.3,
    "terrain": 0.3,
    "neighbourhood": 0.36,
}


def precision_of(feature: str) -> Precision:
    """How fine a link to an entry of that kind is."""
    if feature == "country":
        return Precision.COUNTRY
    if feature in REGIONS:
        return Precision.REGION
    if feature in DISTRICTS:
        return Precision.DISTRICT
    if feature in SITES:
        return Precision.POINT
    if feature in AREAS:
        return Precision.AREA
    return Precision.SETTLEMENT


def likelihood(feature: str, population: int) -> float:
    """How likely, from 0 to about 1, a name means this entry before anything else is known."""
    size = math.log10(max(population, 1)) / 8
    if feature == "admin1":
        return max(0.6, 0.82 * size)
    size = 1.3 * size - 0.22
    if feature == "capital":
        return max(size, 0.5) + 0.15
    if feature in SETTLEMENTS and feature != "neighbourhood":
        return max(size, 0.2)
    return _LIKELY.get(feature, 0.5)
