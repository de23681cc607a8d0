"""Links no finer than the words: parts of lands, surroundings of towns, provinces known by their town."""

from __future__ import annotations

import math
from dataclasses import replace

from dateline.codebook import Precision
from dateline.grounding.features import AREAS, REGIONS, SITES, precision_of
from dateline.grounding.gazetteer import Gazetteer, Place
from dateline.grounding.place_phrases import Phrase
from dateline.grounding.place_scores import Scored
from dateline.model.claims import PlaceCandidate

_SHARP = frozenset({Precision.POINT, Precision.SETTLEMENT})
_COARSENED = {
    "region": Precision.REGION,
    "district": Precision.DISTRICT,
    "around": Precision.NEAR,
    "nature": Precision.AREA,
}


def candidate_of(scored: Scored, gazetteer: Gazetteer) -> PlaceCandidate:
    """The record's form of a scored place; the score is squeezed between 0 and 1."""
    place = scored.place
    division = gazetteer.division(place.country, place.admin1)
    return PlaceCandidate(
        place_id=place.ref,
        name=place.name,
        country=place.country,
        admin1=division.name if division else None,
        latitude=place.latitude,
        longitude=place.longitude,
        feature=place.feature,
        population=place.population,
        score=round(1 / (1 + math.exp(-4 * (scored.score - 0.7))), 3),
    )


def locate(
    phrase: Phrase, place: Place, candidate: PlaceCandidate, *, is_whole: bool, gazetteer: Gazetteer
) -> tuple[PlaceCandidate, Precision]:
    """What to link to and how precisely: never finer than the phrase says.

    `is_whole` says that the entry bears the whole phrase ("Eastern Ghouta"), so that only nearness is left.
    """
    precision = precision_of(place.feature)
    if not is_whole and phrase.direction:
        if place.feature == "country" or place.feature in REGIONS | AREAS:
            return _part(
                phrase, place, candidate, gazetteer
            ), Precision.REGION if precision is Precision.COUNTRY else precision
        precision = precision if phrase.part else Precision.NEAR
    if precision in _SHARP and not is_whole:
        if phrase.kind == "site" and place.feature not in SITES:
            precision = Precision.NEAR
        else:
            precision = _COARSENED.get(phrase.kind, precision)
    if phrase.near and precision in _SHARP:
        precision = Precision.NEAR
    return candidate, precision


def _part(phrase: Phrase, place: Place, candidate: PlaceCandidate, gazetteer: Gazetteer) -> PlaceCandidate:
    """The part of a land that lies towards the phrase's direction, its point moved there."""
    if phrase.direction == "central":
        return replace(candidate, place_id=f"{place.ref}/central")
    latitude, longitude = place.latitude, place.longitude
    box = gazetteer.box(place.countries[0]) if place.feature == "country" else None
    if box:
        south, west, north, east = box
    else:
        high = place.radius / 111.2
        wide = high / max(0.1, math.cos(math.radians(latitude)))
        south, west, north, east = latitude - high, longitude - wide, latitude + high, longitude + wide
    if "north" in phrase.direction or "south" in phrase.direction:
        latitude = (south + 5 * north) / 6 if "north" in phrase.direction else (5 * south + north) / 6
    if "east" in phrase.direction or "west" in phrase.direction:
        longitude = (west + 5 * east) / 6 if "east" in phrase.direction else (5 * west + east) / 6
    return replace(
        candidate,
        place_id=f"{place.ref}/{phrase.direction}",
        name=f"{candidate.name} ({phrase.direction})",
        latitude=round(latitude, 3),
        longitude=round(longitude, 3),
    )
