"""The gold format: what a record looks like to the gold scorer, and that nothing verbatim is lost."""

from __future__ import annotations

import importlib.util
import json
from datetime import date
from pathlib import Path

import pytest

from dateline.codebook import EventType, Measure, Status
from dateline.exporting.gold import to_gold, to_gold_line
from dateline.model.claims import Claim, Count, Event, Party, Presence, When
from dateline.model.evidence import cite
from dateline.model.reports import Report

TEXT = "Rebels shelled Marwa on Monday. Rebels shelled Qasira, the army said."
GOLD = Path(__file__).resolve().parents[3] / "shared" / "gold"


def _report() -> Report:
    return Report(
        id="rpt_x",
        given_id="two-shellings",
        text=TEXT,
        snapshot="",
        outlet="Daily",
        published=date(2021, 5, 4),
    )


def _party(quote: str, start: int = 0) -> Party:
    at = TEXT.index(quote, start)
    return Party(quote, cite(TEXT, at, at + len(quote)))


def _event(start: int = 0, *holders: Party) -> Claim:
    at = TEXT.index("shelled", start)
    return Claim(
        content=Event(EventType.ASSAULT, actors=(_party("Rebels"),)),
        status=Status.OCCURRED,
        evidence=cite(TEXT, at, at + 7),
        passage=cite(TEXT, 0, 31),
        attribution=holders,
    )


def test_words_that_stand_twice_say_which_they_are() -> None:
    events = to_gold(_report(), [_event(), _event(31)])["events"]
    assert [(event["anchor"], event["nth"]) for event in events] == [("shelled", 1), ("shelled", 2)]


def test_words_that_stand_once_have_no_number() -> None:
    at = TEXT.index("Qasira")
    claim = Claim(
        content=Count(Measure.PEOPLE, None, 3, None, approx=True),
        status=Status.OCCURRED,
        evidence=cite(TEXT, at, at + 6),
        passage=cite(TEXT, 32, 69),
    )
    [count] = to_gold(_report(), [claim])["counts"]
    assert "nth" not in count
    assert (count["low"], count["high"], count["approx"], count["who"]) == (3, None, True, None)


def test_holders_and_dates_are_names_and_days() -> None:
    at = TEXT.index("Monday")
    when = When(cite(TEXT, at, at + 6), first=date(2021, 5, 3), last=date(2021, 5, 3))
    event = _event(0, _party("army"))
    [row] = to_gold(
        _report(),
        [
            Claim(
                event.content,
                event.status,
                event.evidence,
                event.passage,
                attribution=event.attribution,
                when=when,
            )
        ],
    )["events"]
    assert row["said_by"] == ["army"]
    assert row["date"] == {"from": "2021-05-03", "to": "2021-05-03"}


def test_claims_that_the_format_has_no_place_for_are_left_out() -> None:
    claim = Claim(Presence(_party("Rebels")), Status.UNVERIFIED, cite(TEXT, 0, 6), cite(TEXT, 0, 31))
    row = to_gold(_report(), [claim])
    assert not any(row[key] for key in ("events", "counts", "movements", "agreements"))


def test_a_line_is_one_json_object_with_the_given_id() -> None:
    line = to_gold_line(_report(), [_event()])
    assert "\n" not in line
    row = json.loads(line)
    assert (row["doc_id"], row["published"], row["outlet"]) == ("two-shellings", "2021-05-04", "Daily")
    assert row["text"] == TEXT


def test_the_scorer_finds_a_record_right_against_itself() -> None:
    path = GOLD / "score.py"
    if not path.exists():
        pytest.skip("the gold scorer is not beside this checkout")
    spec = importlib.util.spec_from_file_location("score", path)
    assert spec is not None and spec.loader is not None
    scorer = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(scorer)
    row = to_gold(_report(), [_event(), _event(31, _party("army"))])
    figures = scorer.score({"x": row}, {"x": row})
    assert figures["claim"]["f1"] == 1.0
