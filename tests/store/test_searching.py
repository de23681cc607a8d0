"""Search over reports, claims and passages, the same on both databases."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from dateline.codebook import ClaimKind, Status
from dateline.errors import InputError
from dateline.store import Order, ReportFilter, SearchQuery, Store, Unit
from tests import factory

OTHER = (
    "The harbour of Qasira was quiet. Two convoys from Marwa reached Qasira on Friday. "
    "The army of Hama denied everything."
)


@pytest.fixture
def filled(store: Store) -> Store:
    """A report with a claim of every kind, and an older one of another outlet with one event."""
    store.add_record(factory.record())
    arrived = factory.event(
        OTHER,
        "reached",
        factory.EventType.MOVE,
        actors=("convoys",),
        place=factory.location(OTHER, "Qasira", country="XB"),
        when=factory.when(OTHER, "Friday", date(2021, 4, 2)),
        attribution=(factory.party(OTHER, "army of Hama"),),
    )
    store.add_record(
        factory.record(
            OTHER,
            "harbour",
            (arrived,),
            outlet="Port Gazette",
            published=date(2021, 4, 3),
            title="Quiet harbour",
        )
    )
    return store


def evidence(store: Store, words: str = "", **asked) -> list[str]:
    hits = store.search(SearchQuery(words, unit=Unit.CLAIM, **asked))
    return [hit.claims[0].evidence.quote for hit in hits]


def reports(store: Store, words: str = "", **asked) -> list[str]:
    return [hit.given_id for hit in store.search(SearchQuery(words, unit=Unit.REPORT, **asked))]


def test_claims_are_found_by_the_words_of_their_passage(filled: Store) -> None:
    assert evidence(filled, "ceasefire soldiers") == ["missing soldiers", "agreed a ceasefire"]
    assert evidence(filled, "ceasefire harbour") == []


def test_claims_are_found_by_the_names_they_hold(filled: Store) -> None:
    """The canonical name of a party may stand in no word of the passage."""
    assert evidence(filled, "colonel aboard") == ["At least 25 fighters"]
    assert evidence(filled, "cedar ceasefire") == ["agreed a ceasefire"]


def test_words_of_the_passage_count_for_more_than_names(filled: Store) -> None:
    assert sorted(evidence(filled, "Brigade", limit=2)) == ["Seventeen buses", "left the border town"]
    assert evidence(filled, "Brigade")[2:] == ["agreed a ceasefire"]


def test_hit_marks_its_words_in_the_text(filled: Store) -> None:
    (hit,) = filled.search(SearchQuery("convoy reach", limit=1))
    assert hit.given_id == "harbour"
    assert OTHER[hit.passage.start : hit.passage.end] == hit.passage.quote
    assert [OTHER[start:end] for start, end in hit.marks] == ["convoys", "reached"]
    assert (hit.title, hit.outlet, hit.published) == ("Quiet harbour", "Port Gazette", date(2021, 4, 3))


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("convoys", ["harbour", "marwa"]),
        ("Convoys", ["harbour"]),
        ('"army of hama"', ["harbour"]),
        ('"army hama"', []),
        ("convoy -friday", ["marwa"]),
        ("qas*", ["harbour", "marwa"]),
        ("gazette", ["harbour"]),
        ("quiet", ["harbour"]),
        ("seventeen MINISTRY", ["marwa"]),
        ("seventeen friday", []),
        ("nowhere", []),
        ("it's", []),
        ("NEAR(a, b) AND OR NOT ^", []),
        ("col:convoy", []),
    ],
)
def test_reports_are_found_by_words(filled: Store, words: str, found: list[str]) -> None:
    assert sorted(reports(filled, words)) == found


def test_title_counts_for_more_than_text(filled: Store) -> None:
    more = factory.record("The harbour is far. " * 3, "far", (), title="Elsewhere", published=None)
    filled.add_record(more)
    assert reports(filled, "harbour") == ["harbour", "far"]


def test_report_hit_shows_where_most_words_stand(filled: Store) -> None:
    filler = "Nothing of note was said here. " * 40
    text = f"A convoy waited. {filler}The convoy of the ministry left the border at dawn. {filler}"
    filled.add_record(factory.record(text, "long", ()))
    (hit,) = filled.search(SearchQuery("convoy ministry dawn", unit=Unit.REPORT))
    assert hit.passage.quote.startswith("The convoy of the ministry left the border at dawn.")
    assert text[hit.passage.start : hit.passage.end] == hit.passage.quote
    assert [text[start:end] for start, end in hit.marks] == ["convoy", "ministry", "dawn"]
    assert len(hit.passage.quote) < 300


def test_report_in_another_script_is_found(filled: Store) -> None:
    filled.add_record(factory.record("غادرت القافلة عِرسال صباحا", "ar", (), language="ar", title=None))
    (hit,) = filled.search(SearchQuery("عرسال", unit=Unit.REPORT))
    assert hit.passage.quote[hit.marks[0][0] : hit.marks[0][1]] == "عِرسال"
    assert reports(filled, "عرسال", reports=ReportFilter(language="en")) == []


def test_match_in_the_title_is_marked_there(filled: Store) -> None:
    (hit,) = filled.search(SearchQuery("leaves", unit=Unit.REPORT))
    assert [hit.title[start:end] for start, end in hit.title_marks] == ["leaves"]
    assert hit.passage.start == 0


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"kinds": (ClaimKind.SILENCE,)}, ["declined to comment"]),
        ({"types": ("ASSAULT", "declined")}, ["shelled", "declined to comment"]),
        ({"types": ("vehicles",)}, ["Seventeen buses"]),
        ({"statuses": (Status.UNVERIFIED,)}, ["whether civilians travelled", "from Marwa to Qasira"]),
        ({"types": ("ASSAULT",), "statuses": (Status.OCCURRED,)}, []),
        ({"actor": "act_northern_front"}, ["shelled", "agreed a ceasefire"]),
        ({"actor": "cedar brigade"}, ["agreed a ceasefire"]),
        (
            {"actor": "FRONT"},
            ["At least 25 fighters", "shelled", "agreed a ceasefire", "whether civilians travelled"],
        ),
        ({"actor": "ront"}, []),
        ({"actor": "%"}, []),
        ({"holder": "cedar brigade"}, ["left the border town", "Seventeen buses"]),
        ({"holder": "act_northern_front"}, ["shelled"]),
        ({"holder": "hama"}, ["reached"]),
        ({"place": "qasira"}, ["from Marwa to Qasira", "reached"]),
        ({"place": "geo:Qasira"}, ["from Marwa to Qasira", "reached"]),
        ({"country": "xb"}, ["from Marwa to Qasira", "reached"]),
        ({"first": date(2021, 4, 2), "last": date(2021, 4, 2)}, ["reached"]),
        ({"first": date(2021, 4, 3)}, ["left the border town"]),
        ({"last": date(2021, 4, 1)}, []),
        ({"reports": ReportFilter(outlet="port gazette")}, ["reached"]),
        ({"reports": ReportFilter(published_to=date(2021, 4, 3))}, ["reached"]),
    ],
    ids=str,
)
def test_claims_are_filtered(filled: Store, asked, found: list[str]) -> None:
    assert evidence(filled, **asked) == found


@pytest.mark.parametrize(
    ("words", "asked", "found"),
    [
        ("marwa", {"types": ("ASSAULT",)}, ["shelled"]),
        ("marwa", {"holder": "hama"}, ["reached"]),
        ("marwa", {"place": "qasira", "kinds": (ClaimKind.EVENT,)}, ["reached"]),
        ("convoys", {"reports": ReportFilter(outlet="daily border")}, ["declined to comment"]),
        ("ministry", {"types": ("ASSAULT",)}, []),
    ],
)
def test_words_and_filters_must_both_fit(filled: Store, words: str, asked, found: list[str]) -> None:
    assert evidence(filled, words, **asked) == found


def test_reports_are_filtered_by_their_claims(filled: Store) -> None:
    assert reports(filled, types=("ASSAULT",)) == ["marwa"]
    assert reports(filled, place="qasira") == ["marwa", "harbour"]
    assert reports(filled, "quiet", types=("ASSAULT",)) == []
    assert reports(filled, reports=ReportFilter(outlet="port gazette")) == ["harbour"]


def test_one_claim_must_fit_all_that_is_asked(filled: Store) -> None:
    """The report has an ASSAULT and something unverified, but no unverified ASSAULT."""
    assert reports(filled, types=("ASSAULT",), statuses=(Status.UNVERIFIED,)) == []


def test_passages_come_once_with_their_claims(filled: Store) -> None:
    hits = filled.search(SearchQuery("buses", unit=Unit.PASSAGE))
    assert [[claim.evidence.quote for claim in hit.claims] for hit in hits] == [
        ["left the border town", "Seventeen buses"]
    ]
    (only,) = filled.search(SearchQuery("buses", unit=Unit.PASSAGE, kinds=(ClaimKind.COUNT,)))
    assert [claim.evidence.quote for claim in only.claims] == ["Seventeen buses"]
    assert filled.search(SearchQuery("nowhere", unit=Unit.PASSAGE)) == []


def test_reports_without_a_fitting_claim_follow_the_claims(filled: Store) -> None:
    filled.add_record(factory.record("غادرت القافلة Marwa صباحا", "ar", (), language="ar"))
    found = [(hit.unit, hit.given_id) for hit in filled.search(SearchQuery("marwa"))]
    claims_found = [given_id for unit, given_id in found if unit is Unit.CLAIM]
    assert set(claims_found) == {"marwa", "harbour"}
    assert found[len(claims_found) :] == [(Unit.REPORT, "ar")]
    assert [hit.given_id for hit in filled.search(SearchQuery("quiet"))] == ["harbour"]
    assert [hit.unit for hit in filled.search(SearchQuery("marwa", types=("ASSAULT",)))] == [Unit.CLAIM]


@pytest.mark.parametrize("unit", [None, *Unit])
def test_pages_follow_each_other(filled: Store, unit: Unit | None) -> None:
    filled.add_record(factory.record("Nobody spoke in Marwa.", "silent", ()))
    whole = filled.search(SearchQuery("marwa", unit=unit))
    pages = [
        filled.search(SearchQuery("marwa", unit=unit, limit=1, offset=at)) for at in range(len(whole) + 1)
    ]
    assert len(whole) >= 2
    assert [hit for page in pages for hit in page] == whole


@pytest.mark.parametrize("words", ["", "marwa"])
def test_newest_come_first_where_asked(filled: Store, words: str) -> None:
    for unit in Unit:
        hits = filled.search(SearchQuery(words, unit=unit, order=Order.NEWEST))
        days = [hit.published for hit in hits]
        assert days == sorted(days, reverse=True)
        assert len(set(days)) == 2


def test_only_the_newest_reading_is_searched(filled: Store) -> None:
    text = factory.TEXT
    record = factory.record(
        of=(factory.event(text, "agreed", factory.EventType.AGREE),), by=factory.run("2.0.0")
    )
    filled.add_record(replace(record, report=replace(record.report)))
    assert evidence(filled, "shelled") == []
    assert evidence(filled, "shelled", types=("ASSAULT",)) == []
    assert evidence(filled, types=("ASSAULT",)) == []
    assert evidence(filled, "ceasefire") == ["agreed"]
    assert filled.verify().holds


def test_other_title_replaces_the_one_before_in_the_index(filled: Store) -> None:
    filled.add_record(factory.record(title="Flotilla"))
    assert reports(filled, "flotilla") == ["marwa"]
    assert reports(filled, "leaves") == []
    assert filled.verify().holds


@pytest.mark.parametrize("asked", [{"limit": 0}, {"limit": 10_000}, {"offset": -1}])
def test_page_that_cannot_be_is_refused(store: Store, asked) -> None:
    with pytest.raises(InputError, match="1 to 1000 hits"):
        store.search(SearchQuery("x", **asked))


def test_text_with_more_words_than_a_server_indexes_is_stored(store: Store) -> None:
    text = " ".join(f"word{number}" for number in range(90_000))
    store.add_record(factory.record(text, of=()))
    assert reports(store, "word17") == ["marwa"]
