"""Places: the most specific place that the report names for an event, chosen by a log-linear model.

A conditional logit over the report's places and "none", with named features whose weights are kept in
`data/place_weights.tsv`.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from weakref import WeakKeyDictionary

from dateline.codebook import EventType
from dateline.model.analysis import Analysis
from dateline.model.claims import Location
from dateline.reading.circumstances import best, load_weights
from dateline.reading.parties import Names
from dateline.reading.place_names import Span, is_wide, location, with_conjuncts
from dateline.reading.scenes import Scenes, nearest


@cache
def _weights() -> Mapping[str, float]:
    """Weights of the features, fitted on annotated reports by `training/circumstances.py`."""
    return load_weights("place_weights.tsv")


def place_of(
    analysis: Analysis, token: int, names: Names | None, event_type: EventType | None = None
) -> Location | None:
    """The place of the event or number at a token, as the report names it, without article and preposition.

    Every place the report names is weighed by how it stands to the token: in its phrase or clause, in its sentence,
    before or after it, where the report's other events are; "none" is weighed against them by the event's type. A token
    that is no anchor and has no type is a number, which is placed by its clause, its sentence, and the report.
    """
    scenes = _scenes_of(analysis, names)
    kind = event_type or scenes.happenings.kind(token)
    if kind is None:
        chosen = _of_number(scenes, token)
    else:
        chosen = best(scenes.rows(scenes.happenings.at(token, kind)), _weights())
        if chosen is not None and chosen == scenes.path(token):
            chosen = with_conjuncts(analysis, chosen)
    return location(analysis, chosen) if chosen is not None else None


def _of_number(scenes: Scenes, token: int) -> Span | None:
    """The place of what is counted: of its clause, of its sentence, of the report; a fine one before a country."""
    own = scenes.path(token)
    if own is not None:
        return own
    sentence = scenes.analysis.tokens[token].sentence
    beside = [m.span for p in scenes.places for m in p.mentions if m.scene and m.sentence == sentence]
    beside.sort(key=lambda span: span[0] - token if span[0] > token else 2 * (token - span[0]))
    fine = next((span for span in beside if not is_wide(scenes.analysis, span)), None)
    main = next((p for p in scenes.places if "main" in p.traits and "wide" not in p.traits), None)
    if fine is None and main is not None:
        fine = nearest(main, token)
    return fine or (beside[0] if beside else None)


_SCENES: WeakKeyDictionary[Names, Scenes] = WeakKeyDictionary()


def _scenes_of(analysis: Analysis, names: Names | None) -> Scenes:
    """The scenes of a report, gathered once for its names."""
    if names is None:
        return Scenes(analysis)
    found = _SCENES.get(names)
    if found is None:
        found = _SCENES[names] = Scenes(analysis)
    return found
