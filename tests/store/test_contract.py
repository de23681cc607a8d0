"""What every store promises, on SQLite and on PostgreSQL."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from dateline.codebook import Measure, Status
from dateline.errors import EvidenceError, InputError, StoreError, UnknownName
from dateline.model.claims import Count
from dateline.model.evidence import Evidence
from dateline.model.identity import identify, reading_id
from dateline.store import ReportFilter, Store, open_store
from tests import factory


def bare(record):
    """The record as it comes back: its snapshot's bytes are asked for apart."""
    return replace(record, snapshot=replace(record.snapshot, content=b""))


def test_record_comes_back_as_it_was_stored(store: Store) -> None:
    record = factory.record()
    assert store.add_record(record) is True
    assert store.record("marwa") == bare(record)
    assert store.claims(record.report.id) == record.claims
    assert store.report("marwa") == record.report


def test_snapshot_is_archived_before_any_report(store: Store) -> None:
    snapshot = factory.snapshot(
        b"%PDF\0\xff", "https://example.org/a", media_type="application/pdf",
        captured_at=datetime(2021, 5, 4, 12, tzinfo=UTC), headers=(("ETag", '"x"'), ("ETag", "y")),
    )  # fmt: skip
    assert store.add_snapshot(snapshot) is True
    assert store.add_snapshot(snapshot) is False
    assert store.snapshot(snapshot.sha256) == snapshot
    assert store.stats().reports == 0
    assert store.verify().holds


def test_snapshot_with_another_hash_is_refused(store: Store) -> None:
    with pytest.raises(InputError, match="do not have the hash"):
        store.add_snapshot(replace(factory.snapshot(b"a"), content=b"b"))
    assert store.stats().snapshots == 0


def test_record_needs_its_bytes_unless_they_are_archived(store: Store) -> None:
    record = factory.record()
    with pytest.raises(InputError, match="not archived"):
        store.add_record(bare(record))
    store.add_snapshot(record.snapshot)
    assert store.add_record(bare(record)) is True
    assert store.snapshot(record.snapshot.sha256).content == factory.TEXT.encode()


def test_reading_the_same_again_changes_nothing(store: Store) -> None:
    record = factory.record()
    store.add_record(record)
    before = store.stats()
    assert store.add_record(record) is False
    assert store.add_snapshot(record.snapshot) is False
    assert store.stats() == before


def test_new_run_adds_its_claims_and_keeps_the_old(store: Store) -> None:
    old = factory.record()
    new = factory.record(of=factory.claims()[:3], by=factory.run("2.0.0"))
    store.add_record(old)
    assert store.add_record(new) is True
    assert store.claims("marwa") == new.claims
    assert store.claims("marwa", old.run.id) == old.claims
    assert [run.version for run in store.runs()] == ["1.0.0", "2.0.0"]
    assert store.stats().claims == len(old.claims) + len(new.claims)
    assert store.stats().current_claims == len(new.claims)
    assert list(store.records(old.run.id)) == [bare(old)]
    assert store.verify().holds


def test_other_metadata_is_another_reading_and_is_shown(store: Store) -> None:
    first = factory.record(published=None, outlet=None)
    dated = factory.record(published=date(2021, 5, 4), outlet="Daily Border")
    store.add_record(first)
    assert store.add_record(dated) is True
    assert store.report("marwa").published == date(2021, 5, 4)
    assert store.stats().reports == 1
    assert [
        entry.report.given_id for entry in store.reports(ReportFilter(outlet="daily border")).entries
    ] == ["marwa"]
    assert store.known_readings(first.run.id) == {
        first.report.id: frozenset(reading_id(record.report, record.run.id) for record in (first, dated))
    }
    assert store.verify().holds


def test_known_readings_tell_what_is_left_to_do(store: Store) -> None:
    record = factory.record()
    assert store.known_readings(record.run.id) == {}
    store.add_record(record)
    assert store.has_reading(record.report.id, record.run.id)
    assert not store.has_reading(record.report.id, factory.run("2.0.0").id)
    assert not store.has_reading("rpt_other", record.run.id)


def test_batch_is_stored_whole_or_not_at_all(store: Store) -> None:
    good = factory.record()
    wrong = replace(factory.record(given_id="other"), claims=(good.claims[0],))
    with pytest.raises(InputError, match="do not fit"):
        store.add_records([good, wrong])
    assert store.stats().reports == 0
    other = factory.record(given_id="other")
    assert store.add_records([good, other, good]) == [True, True, False]
    assert store.stats().reports == 2
    assert store.verify().holds


def test_quote_that_is_not_in_the_text_is_refused(store: Store) -> None:
    text = factory.TEXT
    claim = factory.claim(text, "shelled", factory.event().content)
    moved = replace(claim, evidence=Evidence(claim.evidence.start + 1, claim.evidence.end + 1, "shelled"))
    with pytest.raises(EvidenceError, match=r"report rpt_\w+ \(marwa\).*'shelled' does not stand"):
        store.add_record(factory.record(of=(moved,)))
    assert store.stats().reports == 0


@pytest.mark.parametrize("where", ["who", "attribution", "place", "passage", "grounds", "when"])
def test_every_quote_of_a_claim_is_checked(store: Store, where: str) -> None:
    text = factory.TEXT
    wrong = Evidence(0, 9, "nowhere !")
    party = factory.Party("nowhere !", wrong)
    count = Count(Measure.FIGHTERS, party if where == "who" else None, 1, 1)
    fields = {
        "who": {},
        "attribution": {"attribution": (party,)},
        "place": {"place": factory.Location("nowhere !", wrong)},
        "passage": {"passage": wrong},
        "grounds": {"grounds": (factory.Ground("status", "rule", wrong),)},
        "when": {"when": factory.When(wrong)},
    }[where]
    with pytest.raises(EvidenceError, match="nowhere !"):
        store.add_record(factory.record(of=(factory.claim(text, "shelled", count, **fields),)))


@pytest.mark.parametrize("text", ["a\0b", "half \ud83d of a pair", ""])
def test_text_that_no_database_can_hold_is_refused(store: Store, text: str) -> None:
    snapshot = factory.snapshot(b"bytes")
    report = replace(factory.report("x", of=snapshot), text=text)
    with pytest.raises(InputError, match="marwa"):
        store.add_record(factory.ReportRecord(snapshot, report, factory.run(), ()))


def test_ids_that_do_not_fit_are_refused(store: Store) -> None:
    record = factory.record()
    with pytest.raises(InputError, match="does not fit snapshot and given id"):
        store.add_record(replace(record, report=replace(record.report, id="rpt_" + "a" * 20)))
    with pytest.raises(InputError, match="does not fit the run"):
        store.add_record(replace(record, run=replace(record.run, id="run_x")))
    with pytest.raises(InputError, match="use `identify`"):
        store.add_record(replace(record, claims=factory.claims()))


def test_text_in_every_script_comes_back(store: Store) -> None:
    text = "قالت القوات إن القافلة غادرت عرسال. 🚌🚌 Ünïcödé\u202e and \U0001f1f8\U0001f1fe; e\u0301te\u0301."
    record = factory.record(text, of=(factory.event(text, "🚌🚌"),), title="عرسال", outlet="")
    store.add_record(record)
    assert store.record("marwa") == bare(record)
    assert store.verify().holds


def test_report_is_found_by_the_beginning_of_its_ids(store: Store) -> None:
    record = factory.record()
    store.add_record(record)
    for name in (record.report.id, record.report.id[:9], "marwa", "mar"):
        assert store.report(name).id == record.report.id
    with pytest.raises(UnknownName, match="holds no report 'rpt_zz'"):
        store.report("rpt_zz")
    with pytest.raises(UnknownName):
        store.report("ma")
    with pytest.raises(UnknownName, match="not read by run"):
        store.claims("marwa", "run_other")


def test_ambiguous_name_lists_what_it_may_mean(store: Store) -> None:
    for given_id in ("marwa-1", "marwa-2"):
        store.add_record(factory.record(given_id=given_id))
    with pytest.raises(InputError, match=r"rpt_\w+ \(marwa-1\), rpt_\w+ \(marwa-2\)"):
        store.report("marwa")
    assert store.report("marwa-1").given_id == "marwa-1"


def test_given_id_of_two_reports_is_ambiguous(store: Store) -> None:
    for text in (factory.TEXT, f"{factory.TEXT} More."):
        store.add_record(factory.record(text, of=()))
    with pytest.raises(InputError, match="several reports"):
        store.report("marwa")


def test_name_is_taken_literally(store: Store) -> None:
    store.add_record(factory.record(given_id="100%_a"))
    with pytest.raises(UnknownName):
        store.report("1%%")
    assert store.report("100%").given_id == "100%_a"


def test_name_that_is_no_text_is_refused(store: Store) -> None:
    for ask in (store.report, store.claim, store.has_reading):
        with pytest.raises(InputError, match="is no text"):
            ask(*["half \ud83d"] * (2 if ask == store.has_reading else 1))


def test_claim_is_found_by_the_beginning_of_its_id(store: Store) -> None:
    record = factory.record()
    store.add_record(record)
    claim = record.claims[3]
    assert store.claim(claim.id) == (record.report.id, claim)
    assert store.claim(claim.id[:14]) == (record.report.id, claim)
    with pytest.raises(InputError, match="several claims"):
        store.claim("clm_")
    with pytest.raises(UnknownName):
        store.claim("clm_0")


def test_claim_of_two_runs_comes_as_the_newest_has_it(store: Store) -> None:
    claim = factory.event()
    surer = replace(claim, confidence=0.5)
    store.add_record(factory.record(of=(claim,)))
    newest = factory.record(of=(surer,), by=factory.run("2.0.0"))
    store.add_record(newest)
    assert store.claim(newest.claims[0].id)[1].confidence == 0.5


def test_reports_come_in_pages_latest_first(store: Store) -> None:
    days = [date(2021, 5, 2), None, date(2021, 5, 3), date(2021, 5, 2), date(2020, 1, 1)]
    for number, day in enumerate(days):
        store.add_record(factory.record(given_id=f"r{number}", published=day, of=factory.claims()[:2]))
    seen, cursor = [], None
    while True:
        page = store.reports(limit=2, cursor=cursor)
        seen += page.entries
        cursor = page.cursor
        if cursor is None:
            break
    published = [entry.report.published for entry in seen]
    assert published == [date(2021, 5, 3), date(2021, 5, 2), date(2021, 5, 2), date(2020, 1, 1), None]
    assert len({entry.report.id for entry in seen}) == 5
    assert {entry.claims for entry in seen} == {2}
    with pytest.raises(InputError, match="cursor"):
        store.reports(cursor="nonsense")


def test_reports_are_filtered(store: Store) -> None:
    store.add_record(factory.record(given_id="a", outlet="Al-Marwa Écho", published=date(2021, 5, 4)))
    store.add_record(factory.record(given_id="b", published=None, language="ar", of=()))

    def found(**asked):
        return [entry.report.given_id for entry in store.reports(ReportFilter(**asked)).entries]

    assert found(outlet="al marwa echo") == ["a"]
    assert found(language="ar") == ["b"]
    assert found(published_from=date(2021, 5, 4), published_to=date(2021, 5, 4)) == ["a"]
    assert found(published_to=date(2021, 5, 3)) == []
    assert found(given_id="b") == ["b"]
    assert found(outlet="other") == []


def test_records_do_not_depend_on_the_order_of_arrival(tmp_path) -> None:
    records = [factory.record(given_id=given_id) for given_id in ("c", "a", "b", "B", "ä")]
    with open_store(tmp_path / "one.db") as one, open_store(tmp_path / "other.db") as other:
        for record in records:
            one.add_record(record)
        other.add_records(reversed(records))
        assert list(one.records()) == list(other.records())
        assert [record.report.given_id for record in one.records()] == ["B", "a", "b", "c", "ä"]


def test_source_that_comes_first_by_name_stands_for_the_snapshot(store: Store) -> None:
    for source in ("b.txt", "a.txt", "c.txt"):
        store.add_snapshot(factory.snapshot(b"same", source))
    assert store.snapshot(factory.snapshot(b"same").sha256).source == "a.txt"
    assert store.stats().snapshots == 1
    with pytest.raises(UnknownName):
        store.snapshot("0" * 64)


def test_larger_export_comes_in_one_order(store: Store) -> None:
    batch = [factory.record(given_id=f"r{number:03}", of=()) for number in range(205)]
    store.add_records(batch)
    assert [record.report.given_id for record in store.records()] == [
        record.report.given_id for record in batch
    ]


def test_equal_claims_are_kept_apart(store: Store) -> None:
    claim = factory.event()
    record = factory.record(of=(claim, claim))
    assert len({claim.id for claim in record.claims}) == 2
    store.add_record(record)
    assert store.claims("marwa") == record.claims


def test_count_beyond_any_column_is_kept_whole(store: Store) -> None:
    content = Count(Measure.PEOPLE, None, 10**30, None)
    record = factory.record(of=(factory.claim(factory.TEXT, "fighters", content),))
    store.add_record(record)
    assert store.claims("marwa")[0].content == content
    assert store.verify().holds


def test_number_that_is_not_finite_is_refused(store: Store) -> None:
    with pytest.raises(StoreError, match="cannot be written"):
        store.add_record(factory.record(of=(replace(factory.event(), confidence=float("nan")),)))


def test_stats_count_what_is_there(store: Store) -> None:
    assert store.stats().by_kind == ()
    record = factory.record()
    store.add_record(record)
    stats = store.stats()
    assert (stats.reports, stats.runs, stats.readings, stats.claims) == (1, 1, 1, 9)
    assert dict(stats.by_kind)["count"] == 2
    assert stats.snapshot_bytes == len(record.snapshot.content)
    assert stats.log_rows == 5
    assert stats.head == store.verify().head


def test_report_in_another_language_is_kept_without_claims(store: Store) -> None:
    store.add_record(factory.record("غادرت القافلة عرسال", language="ar", of=()))
    assert store.claims("marwa") == ()
    assert store.report("marwa").language == "ar"


def test_record_is_open_to_a_second_program(target: str) -> None:
    with open_store(target) as one, open_store(target) as other:
        one.add_record(factory.record(given_id="a"))
        other.add_record(factory.record(given_id="b"))
        one.add_record(factory.record(given_id="c"))
        assert [record.report.given_id for record in other.records()] == ["a", "b", "c"]
        assert other.verify().holds


def test_verification_counts_and_tells_its_progress(store: Store) -> None:
    for number in range(3):
        store.add_record(factory.record(given_id=f"r{number}"))
    told: list[tuple[int, int]] = []
    verification = store.verify(lambda done, total: told.append((done, total)))
    checked = dict(verification.checked)
    assert verification.holds
    assert checked["reports"] == checked["readings"] == 3
    assert checked["claims"] == 27
    assert checked["quotes"] > 100
    assert told[-1][0] == told[-1][1] == sum(checked.values()) - checked["quotes"]


def test_status_of_claims_is_kept(store: Store) -> None:
    made = tuple(replace(factory.event(), status=status) for status in Status)
    store.add_record(factory.record(of=made))
    assert [claim.status for claim in store.claims("marwa")] == list(Status)
    assert store.claims("marwa") == identify(store.report("marwa").id, made)
