"""Killed programs and several writers: nothing is half stored, and nothing is stored twice."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from dateline.store import open_store
from tests import factory

BATCH = 30
ROOT = Path(__file__).parents[2]

WRITER = """
import sys
from dateline.store import open_store
from tests import factory

target, first, last = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
with open_store(target) as store:
    for number in range(first, last):
        record = factory.record(given_id=f"r{number:04}")
        store.add_snapshot(record.snapshot)
        stored = store.add_record(record)
        print(number, stored, flush=True)
"""


def writer(target: str, first: int, last: int) -> subprocess.Popen[str]:
    """A program of its own that stores reports one after the other and says so."""
    arguments = [sys.executable, "-c", WRITER, target, str(first), str(last)]
    return subprocess.Popen(arguments, cwd=ROOT, stdout=subprocess.PIPE, text=True)


@pytest.mark.parametrize("after", [1, 23])
def test_record_survives_a_kill_in_the_middle_of_a_batch(target: str, after: int) -> None:
    program = writer(target, 0, 100_000)
    assert program.stdout is not None
    told = [program.stdout.readline() for _ in range(after)]
    # Somewhere within a report, at another place in every run.
    time.sleep(0.003 * (os.getpid() % 7))
    program.send_signal(signal.SIGKILL)
    told += program.stdout.readlines()
    program.stdout.close()
    assert program.wait(30) == -signal.SIGKILL

    with open_store(target) as store:
        verification = store.verify()
        assert verification.holds, verification.fault
        stored = [record.report.given_id for record in store.records()]
        # What was reported as stored is there; one more may have been stored before it could be told.
        assert len(told) <= len(stored) <= len(told) + 1
        assert stored == [f"r{number:04}" for number in range(len(stored))]

        batch = [factory.record(given_id=f"r{number:04}") for number in range(len(stored) + 3)]
        added = [store.add_record(record) for record in batch]
        assert added == [False] * len(stored) + [True] * 3
        assert store.stats().reports == len(batch)
        assert store.verify().holds


def test_several_writers_wait_for_each_other(target: str) -> None:
    ranges = [(0, BATCH), (BATCH // 2, BATCH + BATCH // 2)]
    programs = [writer(target, first, last) for first, last in ranges]
    told = [program.communicate(timeout=120)[0].splitlines() for program in programs]
    assert [program.returncode for program in programs] == [0, 0]
    stored = [line.split()[0] for lines in told for line in lines if line.endswith("True")]
    with open_store(target) as store:
        # Reports that both had were stored once, by whichever came first.
        assert len(stored) == len(set(stored)) == store.stats().reports == BATCH + BATCH // 2
        assert store.verify().holds


def test_readers_see_whole_reports_while_another_program_writes(target: str) -> None:
    program = writer(target, 0, BATCH)
    assert program.stdout is not None
    program.stdout.readline()
    with open_store(target) as store:
        seen = []
        while program.poll() is None:
            seen.append(store.stats().reports)
            verification = store.verify()
            assert verification.holds, verification.fault
            assert all(len(record.claims) == 9 for record in store.records())
    program.stdout.close()
    assert seen == sorted(seen)
    assert program.returncode == 0


def test_failure_within_a_report_leaves_nothing_of_it(
    sqlite_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from dateline.store import writing

    with open_store(sqlite_file) as store:
        before = store.stats()
        monkeypatch.setattr(writing, "add_words", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            store.add_record(factory.record())
        monkeypatch.undo()
        assert store.stats() == before
        assert store.add_record(factory.record()) is True
        assert store.verify().holds
