"""Grounding: names to actors, toponyms to gazetteer entries, time expressions to dates."""

from __future__ import annotations

from collections.abc import Sequence

from dateline.grounding import toponyms
from dateline.grounding.actors import ground_parties
from dateline.grounding.dates import ground_times
from dateline.grounding.gazetteer import Gazetteer, build_gazetteer, describe_gazetteer, open_gazetteer
from dateline.grounding.gazetteer_import import ImportSummary, import_places
from dateline.model.analysis import Analysis
from dateline.model.claims import Claim, PlaceCandidate
from dateline.model.reports import Report

__all__ = [
    "Grounder",
    "ImportSummary",
    "build_gazetteer",
    "describe_gazetteer",
    "find_places",
    "gazetteer_digest",
    "import_places",
    "load_grounder",
]


class Grounder:
    """Grounds the claims of one report after another; holds the open gazetteer."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        """Take the gazetteer to look places up in."""
        self._gazetteer = gazetteer

    def ground(self, claims: Sequence[Claim], *, report: Report, analysis: Analysis) -> tuple[Claim, ...]:
        """The claims with their times, places and parties grounded; what fits nothing stays by its name."""
        dated = ground_times(claims, published=report.published)
        placed = toponyms.ground_places(dated, analysis=analysis, gazetteer=self._gazetteer)
        entities = {analysis.span(entity.first, entity.last): entity.kind for entity in analysis.entities}
        return ground_parties(placed, published=report.published, entities=entities)


def load_grounder() -> Grounder:
    """A grounder over the gazetteer, compiled first where it is missing; raises StoreError where it cannot be."""
    return Grounder(open_gazetteer())


def gazetteer_digest() -> str:
    """What decides how places are resolved: own sources and what was imported; compiles a missing gazetteer."""
    return open_gazetteer().digest


def find_places(name: str, *, country: str | None = None) -> tuple[PlaceCandidate, ...]:
    """Entries that a name may mean, likeliest first; only those of `country` (ISO 3166-1 alpha-2) where given."""
    return toponyms.find_places(name, open_gazetteer(), country)
