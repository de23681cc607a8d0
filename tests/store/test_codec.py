"""The JSON of claims and reports: nothing is lost, whatever a claim holds."""

from __future__ import annotations

import json
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.codebook import (
    ActorKind,
    AgreementKind,
    CustodyState,
    EventType,
    Granularity,
    Measure,
    Precision,
    SilenceKind,
    Status,
)
from dateline.errors import StoreError
from dateline.model import claims as model
from dateline.model.evidence import Evidence
from dateline.model.reports import Report
from dateline.store.citations import collect_evidence
from dateline.store.codec import to_claim, to_json, to_report
from tests import factory

words = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
some = st.one_of(st.none(), words)
share = st.floats(allow_nan=False, allow_infinity=False)
whole = st.one_of(st.none(), st.integers())
evidence = st.builds(
    lambda start, quote: Evidence(start, start + len(quote), quote), st.integers(0, 10**7), words.filter(len)
)
maybe_evidence = st.one_of(st.none(), evidence)
actors = st.builds(
    model.ActorLink, words, words, st.sampled_from(ActorKind), some, some, some, share, words
)  # fmt: skip
party = st.builds(model.Party, words, evidence, maybe_evidence, st.one_of(st.none(), actors))
parties = st.lists(party, max_size=2).map(tuple)
candidate = st.builds(
    model.PlaceCandidate, words, words, some, some, share, share, words, st.integers(0), share
)
link = st.builds(
    model.PlaceLink, candidate, st.sampled_from(Precision), st.lists(candidate, max_size=2).map(tuple), words
)
location = st.builds(model.Location, words, evidence, st.one_of(st.none(), link))
maybe_location = st.one_of(st.none(), location)
maybe_party = st.one_of(st.none(), party)
day = st.one_of(st.none(), st.dates())
when = st.builds(model.When, evidence, day, day, st.one_of(st.none(), st.sampled_from(Granularity)), words)
content = st.one_of(
    st.builds(model.Event, st.sampled_from(EventType), parties, parties, some),
    st.builds(model.Count, st.sampled_from(Measure), maybe_party, whole, whole, st.booleans(), some),
    st.builds(
        model.Movement,
        maybe_party,
        maybe_location,
        st.lists(location, max_size=2).map(tuple),
        maybe_location,
        maybe_evidence,
    ),
    st.builds(
        model.Agreement,
        st.sampled_from(AgreementKind),
        parties,
        st.lists(evidence, max_size=2).map(tuple),
        parties,
    ),
    st.builds(model.Presence, party, maybe_party),
    st.builds(model.Custody, party, st.sampled_from(CustodyState), maybe_party),
    st.builds(model.Silence, party, st.sampled_from(SilenceKind), maybe_evidence),
)
ground = st.builds(model.Ground, words, words, maybe_evidence, share)
claim = st.builds(
    model.Claim,
    content,
    st.sampled_from(Status),
    evidence,
    evidence,
    parties,
    maybe_location,
    st.one_of(st.none(), when),
    some,
    share,
    st.lists(ground, max_size=2).map(tuple),
    words,
)
report = st.builds(
    Report, words, words, words, words, some, some, some, some, day, some, words,
    st.lists(words, max_size=2).map(tuple),
)  # fmt: skip


@settings(deadline=None)
@given(claim)
def test_every_claim_comes_back(claim: model.Claim) -> None:
    encoded = to_json(claim)
    assert to_claim(encoded) == claim
    assert to_json(to_claim(encoded)) == encoded
    assert "\n" not in encoded


@settings(deadline=None)
@given(report)
def test_every_report_comes_back(report: Report) -> None:
    assert to_report(to_json(report), report.text) == report


@settings(deadline=None)
@given(claim)
def test_all_evidence_of_a_claim_is_found(claim: model.Claim) -> None:
    """The JSON holds evidence as lists of number, number and text, and nothing else as such a list."""

    def lists(value: object) -> list[list[object]]:
        if isinstance(value, dict):
            return [found for part in value.values() for found in lists(part)]
        if isinstance(value, list):
            if len(value) == 3 and isinstance(value[0], int):
                return [value]
            return [found for part in value for found in lists(part)]
        return []

    found = [[one.start, one.end, one.quote] for one in collect_evidence(claim)]
    assert sorted(found) == sorted(lists(json.loads(to_json(claim))))


def test_empty_text_is_not_nothing() -> None:
    assert to_report(to_json(factory.report(title="", outlet=None)), factory.TEXT).title == ""


def test_json_reads_as_what_it_is() -> None:
    claim = factory.event(
        actors=("Northern Front",), place=factory.location(factory.TEXT, "Marwa", linked=False)
    )
    decoded = json.loads(to_json(claim))
    assert decoded["kind"] == "event"
    assert decoded["content"]["type"] == "ASSAULT"
    assert decoded["content"]["actors"][0]["name"] == "Northern Front"
    assert decoded["evidence"] == [claim.evidence.start, claim.evidence.end, "shelled"]
    assert "when" not in decoded


def test_day_is_written_as_iso_8601() -> None:
    assert json.loads(to_json(factory.report(published=date(987, 1, 2))))["published"] == "0987-01-02"


@pytest.mark.parametrize(
    "broken",
    [
        "", "[]", "{}", '"x"', '{"kind":"event"}', '{"kind":"other","content":{}}',
        '{"kind":"event","content":{"type":"DANCE"},"status":"occurred","evidence":[0,1,"a"],"passage":[0,1,"a"]}',
        '{"kind":"event","content":{"type":"AID"},"status":"occurred","evidence":[0,9,"a"],"passage":[0,1,"a"]}',
    ],
)  # fmt: skip
def test_what_is_no_claim_is_refused(broken: str) -> None:
    with pytest.raises(StoreError, match="no claim in the JSON"):
        to_claim(broken)
