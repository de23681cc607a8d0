"""Civilian harm and presence: the surest statement decides, silence is not "no"."""

import pytest

from dateline.codebook import ActorKind, EventType, Measure, Status
from dateline.model.civilians import Finding, read_civilians
from dateline.model.claims import ActorLink, Claim, Count, Event, Party, Presence
from dateline.model.evidence import Evidence

WORDS = Evidence(0, 9, "villagers")


def somebody(kind: ActorKind) -> Party:
    return Party("villagers", WORDS, actor=ActorLink("act_x", "villagers", kind))


def claim(content, status: Status) -> Claim:
    return Claim(content, status, WORDS, WORDS)


def killed(status: Status, kind: ActorKind = ActorKind.CIVILIANS) -> Claim:
    return claim(Count(Measure.KILLED, somebody(kind), 2, 2), status)


def test_silence_is_not_stated():
    assert read_civilians([]).harm is Finding.NOT_STATED


@pytest.mark.parametrize(
    ("statuses", "finding"),
    [
        ([Status.OCCURRED], Finding.REPORTED),
        ([Status.NOT_OCCURRED], Finding.DENIED),
        ([Status.UNVERIFIED], Finding.UNVERIFIED),
        ([Status.NOT_OCCURRED, Status.OCCURRED], Finding.REPORTED),
        ([Status.NOT_OCCURRED, Status.POSSIBLE], Finding.UNVERIFIED),
        ([Status.THREATENED], Finding.NOT_STATED),
        ([Status.HYPOTHETICAL, Status.PLANNED], Finding.NOT_STATED),
    ],
)
def test_surest_statement_decides(statuses, finding):
    assert read_civilians([killed(status) for status in statuses]).harm is finding


def test_harm_to_fighters_is_no_civilian_harm():
    assert read_civilians([killed(Status.OCCURRED, ActorKind.REBEL_GROUP)]).harm is Finding.NOT_STATED


def test_attack_on_civilians_is_harm():
    event = Event(EventType.ASSAULT, recipients=(somebody(ActorKind.CIVILIANS),))
    assert read_civilians([claim(event, Status.OCCURRED)]).harm is Finding.REPORTED


def test_presence_and_harm_are_kept_apart():
    found = read_civilians([claim(Presence(somebody(ActorKind.CIVILIANS)), Status.UNVERIFIED)])
    assert (found.presence, found.harm) == (Finding.UNVERIFIED, Finding.NOT_STATED)
