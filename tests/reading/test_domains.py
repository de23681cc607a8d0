"""Sentences of sport, illness, weather and works of art tell no conflict; those of arms do."""

from __future__ import annotations

import pytest

from dateline.codebook import EventType
from dateline.reading.domains import Domains
from tests.reading.analysed import setting


@pytest.mark.parametrize(
    ("text", "word", "kind"),
    [
        ("The striker attacked the goal all season.", "attacked", EventType.ASSAULT),
        ("Marwa won 3-1 as the forward destroyed the defence.", "destroyed", EventType.ASSAULT),
        ("Doctors are fighting cancer.", "fighting", EventType.ASSAULT),
        ("The hurricane struck the coast.", "struck", EventType.ASSAULT),
        ("In the novel, a general bombs his own capital.", "bombs", EventType.ASSAULT),
        ("A film about the raid opens today.", "raid", EventType.ASSAULT),
    ],
)
def test_other_domains_hold_figures_of_speech(text: str, word: str, kind: EventType) -> None:
    analysis = setting(text).analysis
    token = next(t.index for t in analysis.tokens if t.form == word)
    assert Domains(analysis).is_figure(token, kind)


@pytest.mark.parametrize(
    ("text", "word", "kind"),
    [
        ("Gunmen attacked the football stadium.", "attacked", EventType.ASSAULT),
        ("Soldiers stormed the theatre during the play.", "stormed", EventType.ASSAULT),
        ("The army bombed the village.", "bombed", EventType.ASSAULT),
        ("Families fled the hurricane.", "fled", EventType.MOVE),
        ("Between 10-15 rebels attacked the village.", "attacked", EventType.ASSAULT),
    ],
)
def test_arms_and_people_make_it_conflict(text: str, word: str, kind: EventType) -> None:
    analysis = setting(text).analysis
    token = next(t.index for t in analysis.tokens if t.form == word)
    assert not Domains(analysis).is_figure(token, kind)
