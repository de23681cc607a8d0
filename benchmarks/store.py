"""Speed of the record: reports a second into it, searches and verification over it.

    python benchmarks/store.py [--reports 4000] [--record FILE or postgresql://...]

Reports are of 500 words with 25 claims each, as full as a real reading's: grounded parties and places with
candidates, grounds for each value. Words are drawn from a Zipf-like vocabulary, so that a search meets
frequent and rare ones.
"""

from __future__ import annotations

import argparse
import hashlib
import random
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

from dateline.codebook import ActorKind, EventType, Granularity, Measure, Precision, Status
from dateline.model.claims import (
    ActorLink,
    Claim,
    Count,
    Event,
    Ground,
    Location,
    Party,
    PlaceCandidate,
    PlaceLink,
    When,
)
from dateline.model.evidence import cite
from dateline.model.identity import identify, make_run, report_id
from dateline.model.records import ReportRecord
from dateline.model.reports import Report, Snapshot
from dateline.store import Order, SearchQuery, Store, Unit, open_store

WORDS = 500
CLAIMS = 25
SENTENCE = 25
RUN = make_run("bench", "m" * 64, "s" * 64)
TYPES = tuple(EventType)
STATUSES = tuple(Status)

SEARCHES = {
    "frequent word": SearchQuery("w3"),
    "two words": SearchQuery("w20 w60"),
    "phrase": SearchQuery('"w3 w5"'),
    "rare word": SearchQuery("w4000"),
    "prefix": SearchQuery("w12*"),
    "word, status, type": SearchQuery("w10", types=("ASSAULT",), statuses=(Status.OCCURRED,)),
    "actor": SearchQuery(actor="Name17 force"),
    "holder and word": SearchQuery("w8", holder="Name17 force"),
    "place": SearchQuery(place="Town31"),
    "country, newest": SearchQuery(country="C7", order=Order.NEWEST),
    "type alone": SearchQuery(types=("ASSAULT",)),
    "days": SearchQuery(first=date(2020, 3, 1), last=date(2020, 3, 3)),
    "reports by word": SearchQuery("w10 w30", unit=Unit.REPORT),
    "passages by word": SearchQuery("w10 w30", unit=Unit.PASSAGE),
}


def records(number: int, seed: int = 1) -> Iterator[ReportRecord]:
    """Made-up records, the same for the same seed."""
    rng = random.Random(seed)
    vocabulary = [f"w{rank}" for rank in range(5000)]
    weights = [1 / (rank + 5) for rank in range(5000)]
    for index in range(number):
        words = rng.choices(vocabulary, weights, k=WORDS)
        sentences = [
            f"Name{rng.randrange(400)} force in Town{rng.randrange(900)} {' '.join(words[at : at + SENTENCE - 4])}."
            for at in range(0, WORDS, SENTENCE)
        ]
        yield _record(" ".join(sentences), f"bench-{seed}-{index}", rng)


def _record(text: str, given_id: str, rng: random.Random) -> ReportRecord:
    content = text.encode()
    snapshot = Snapshot(hashlib.sha256(content).hexdigest(), content, "text/plain", f"bench/{given_id}.txt")
    day = date(2020, 1, 1) + timedelta(days=rng.randrange(1500))
    id_ = report_id(snapshot.sha256, given_id)
    report = Report(
        id_, given_id, text, snapshot.sha256, given_id, f"Outlet {rng.randrange(40)}", published=day
    )
    starts = [0, *(at + 2 for at in range(len(text)) if text.startswith(". ", at))]
    claims = identify(id_, (_claim(text, rng.choice(starts), rng, day) for _ in range(CLAIMS)))
    return ReportRecord(snapshot, report, RUN, claims, b"\0" * 768)


def _claim(text: str, start: int, rng: random.Random, day: date) -> Claim:
    passage = cite(text, start, text.index(".", start) + 1)
    words = passage.quote.split()
    name = " ".join(words[:2])
    party = Party(
        name,
        cite(text, start, start + len(name)),
        actor=ActorLink(f"act_{words[0]}", name, ActorKind.REBEL_GROUP, "XA", "REB", "2", 0.9, "alias"),
    )
    at = start + passage.quote.index(words[3])
    entry = PlaceCandidate(
        f"geo:{words[3]}", words[3], f"C{int(words[3][4:]) % 50}", "North", 1.5, 2.5, "PPL", 9, 1.0
    )
    place = Location(
        words[3],
        cite(text, at, at + len(words[3])),
        PlaceLink(entry, Precision.SETTLEMENT, (entry,) * 3, "only"),
    )
    anchor = text.index(rng.choice(words[5:-1]), start)
    evidence = cite(text, anchor, anchor + 2)
    grounds = tuple(
        Ground(field, "head:role", evidence, 0.75) for field in ("type", "status", "actors", "place", "when")
    )
    content = (
        Count(Measure.KILLED, party, 3, None)
        if rng.random() < 0.25
        else Event(rng.choice(TYPES), (party,), (party,))
    )
    return Claim(
        content,
        rng.choice(STATUSES),
        evidence,
        passage,
        (party,) if rng.random() < 0.6 else (),
        place,
        When(evidence, day, day, Granularity.DAY, "weekday"),
        confidence=0.75,
        grounds=grounds,
    )


def _timed(what: Callable[[], object]) -> tuple[float, float]:
    """Milliseconds by the wall and of the processor; the second is the truer on a busy machine."""
    wall, processor = time.perf_counter(), time.process_time()
    what()
    return (time.perf_counter() - wall) * 1000, (time.process_time() - processor) * 1000


def _show(name: str, what: Callable[[], object], times: int = 5) -> None:
    """Print the median of several calls."""
    walls, processors = zip(*(_timed(what) for _ in range(times)), strict=True)
    print(
        f"  {name:22} {statistics.median(walls):8.1f} ms, processor {statistics.median(processors):8.1f} ms"
    )


def write(store: Store, number: int, seed: int) -> None:
    """Print what storing takes, one report a transaction."""
    times = []
    for record in records(number, seed):
        start = time.process_time()
        wall = time.perf_counter()
        store.add_snapshot(record.snapshot)
        store.add_record(record)
        times.append((time.perf_counter() - wall, time.process_time() - start))
    walls = sorted(wall * 1000 for wall, _ in times)
    cpu = statistics.mean(seconds for _, seconds in times) * 1000
    print(f"stored {number} reports, {number * CLAIMS} claims: {1000 / statistics.mean(walls):.0f} reports/s")
    print(
        f"  a report: mean {statistics.mean(walls):.2f} ms, median {walls[number // 2]:.2f},"
        f" p95 {walls[int(number * 0.95)]:.2f}, processor {cpu:.2f} ms"
    )


def main() -> None:
    """Run all."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--reports", type=int, default=4000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--record")
    parser.add_argument("--no-verify", action="store_true")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        target = given.record or str(Path(folder) / "bench.db")
        with open_store(target) as store:
            if given.reports:
                write(store, given.reports, given.seed)
            print(f"searches over {store.stats().current_claims} claims, median of 5:")
            for name, query in SEARCHES.items():
                _show(f"{name} ({len(store.search(query))})", lambda query=query: store.search(query))
            print("other:")
            first = store.reports(limit=1).entries[0].report.id
            _show("claims of a report", lambda: store.claims(first))
            _show("page of 50 reports", store.reports)
            _show("stats", store.stats, 1)
            if not given.no_verify:
                _show("verify", store.verify, 1)
        _show("opening it again", lambda: open_store(target).close())
        if Path(target).exists():
            print(f"size: {Path(target).stat().st_size / 2**20:.0f} MiB")


if __name__ == "__main__":
    main()
