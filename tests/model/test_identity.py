"""Ids: the same content gives the same id, and what only grounds or scores a claim does not change it."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest

from dateline.codebook import ActorKind, EventType, Measure, Status
from dateline.model.claims import ActorLink, Agreement, Count, Custody, Movement, Presence, Silence
from dateline.model.identity import (
    claim_id,
    identify,
    make_run,
    reading_id,
    report_digest,
    report_id,
    run_id,
    text_digest,
)
from tests import factory

REPORT = "rpt_" + "a" * 20


def test_ids_have_a_prefix_and_twenty_base32_characters() -> None:
    ids = [
        report_id("0" * 64, "marwa"),
        run_id("1", "m", "s"),
        reading_id(factory.report(), "run_x"),
        claim_id(REPORT, factory.event()),
    ]
    for prefix, id_ in zip(("rpt", "run", "rdg", "clm"), ids, strict=True):
        assert re.fullmatch(rf"{prefix}_[a-z2-7]{{20}}", id_)


def test_ids_stay_what_they_were() -> None:
    """Ids stand in records and in what people wrote down: a change here breaks every one of them."""
    record = factory.record()
    assert record.report.id == "rpt_5t37jrla3dnl3el66rin"
    assert record.run.id == "run_pnibzchkd5mvpctea43r"
    assert [claim.id for claim in record.claims][:2] == [
        "clm_o3a724jvuc56tem76kyy",
        "clm_zfctghtfippmfc464kyx",
    ]


def test_report_id_parts_cannot_run_into_each_other() -> None:
    assert report_id("ab", "c") != report_id("a", "bc")


def test_run_carries_its_id() -> None:
    assert make_run("1", "m", "s").id == run_id("1", "m", "s")
    assert (
        len({run_id("1", "m", "s"), run_id("2", "m", "s"), run_id("1", "n", "s"), run_id("1", "m", "t")}) == 4
    )


@pytest.mark.parametrize(
    "change",
    [
        {"title": "Other"}, {"outlet": None}, {"byline": "A. Reyes"}, {"url": "https://example.org"},
        {"published": None}, {"dateline": "MARWA"}, {"language": "fr"}, {"warnings": ("late",)},
    ],
    ids=lambda change: next(iter(change)),
)  # fmt: skip
def test_metadata_is_part_of_a_reading_but_not_of_a_report(change) -> None:
    report = factory.report()
    changed = replace(report, **change)
    assert report_digest(changed) != report_digest(report)
    assert reading_id(changed, "run_x") != reading_id(report, "run_x")
    assert changed.id == report.id


def test_text_and_run_are_part_of_a_reading() -> None:
    report = factory.report()
    assert reading_id(replace(report, text="other"), "run_x") != reading_id(report, "run_x")
    assert reading_id(report, "run_y") != reading_id(report, "run_x")


def test_grounding_and_scores_leave_a_claim_its_id() -> None:
    claim = factory.event(actors=("Northern Front",), place=factory.location(factory.TEXT, "Marwa"))
    link = ActorLink("act_nf", "Northern Front", ActorKind.REBEL_GROUP)
    actors = tuple(replace(actor, actor=link) for actor in claim.content.actors)
    regrounded = replace(
        claim,
        content=replace(claim.content, actors=actors),
        place=replace(claim.place, link=None),
        confidence=0.25,
        grounds=(),
        country="XC",
        id="clm_old",
    )
    assert claim_id(REPORT, regrounded) == claim_id(REPORT, claim)


@pytest.mark.parametrize(
    "change",
    [
        {"status": Status.POSSIBLE},
        {"attribution": (factory.party(factory.TEXT, "Reyes"),)},
        {"evidence": factory.evidence(factory.TEXT, "denied")},
        {"place": factory.location(factory.TEXT, "Marwa")},
        {"when": factory.when(factory.TEXT, "Monday", date(2021, 5, 3))},
        {"content": replace(factory.event().content, type=EventType.COERCE)},
        {"content": replace(factory.event().content, mode="heavy-weapons")},
        {"content": replace(factory.event().content, actors=(factory.party(factory.TEXT, "Reyes"),))},
        {"content": replace(factory.event().content, recipients=(factory.party(factory.TEXT, "Reyes"),))},
        {"content": Count(Measure.ATTACKS, None, 1, 1)},
    ],
)
def test_what_is_claimed_makes_the_id(change) -> None:
    claim = factory.event()
    assert claim_id(REPORT, replace(claim, **change)) != claim_id(REPORT, claim)


def test_every_kind_of_content_counts_whole() -> None:
    text = factory.TEXT
    one, other = factory.party(text, "civilians"), factory.party(text, "Reyes")
    marwa, qasira = factory.location(text, "Marwa"), factory.location(text, "Qasira")
    contents = [
        Count(Measure.KILLED, one, 1, 1), Count(Measure.KILLED, one, 1, None), Count(Measure.KILLED, one, 1, 1, True),
        Movement(one, marwa), Movement(one, None, (marwa,)), Movement(one, None, (), marwa),
        Movement(one, marwa, (), qasira), Movement(one, qasira, (), marwa),
        Movement(one, marwa, (), None, factory.evidence(text, "buses")),
        *(Agreement(kind, (one,)) for kind in ("ceasefire", "peace")), Agreement("peace", (), (), (one,)),
        Presence(one), Presence(one, other), Custody(one, "held"), Custody(one, "dead"), Custody(one, "held", other),
        Silence(one, "declined"), Silence(one, "unreachable"), Silence(one, "declined", one.evidence),
    ]  # fmt: skip
    ids = {claim_id(REPORT, factory.claim(text, "shelled", content)) for content in contents}
    assert len(ids) == len(contents)


def test_equal_claims_are_told_apart_by_number() -> None:
    claim = factory.event()
    first, second, third = identify(REPORT, (claim, claim, claim))
    assert first.id == claim_id(REPORT, claim)
    assert second.id == claim_id(REPORT, claim, 1)
    assert third.id == claim_id(REPORT, claim, 2)


def test_identifying_twice_changes_nothing() -> None:
    once = identify(REPORT, factory.claims())
    assert identify(REPORT, once) == once


def test_part_of_a_count_is_tied_to_the_id_of_the_whole() -> None:
    claims = identify(REPORT, factory.claims())
    assert claims[2].content.whole == claims[1].id


def test_part_of_an_unknown_whole_stands_alone() -> None:
    part = factory.claim(factory.TEXT, "25", Count(Measure.PEOPLE, None, 25, 25, False, "gone"))
    assert identify(REPORT, (part,))[0].content.whole is None


def test_half_a_surrogate_pair_has_no_digest() -> None:
    with pytest.raises(UnicodeEncodeError):
        text_digest("\ud83d")
