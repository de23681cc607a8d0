"""Throughput, the ratio to the bare encoder, memory and start-up: `python -m benchmarks.run`."""

from __future__ import annotations

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from benchmarks.material import write_reports

LIMITS = Path(__file__).with_name("limits.json")
PROGRAM = Path(sys.executable).with_name("dateline")


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print; 1 where a figure breaks its limit."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reports", type=int, default=160, help="reports of 500 words to read")
    parser.add_argument("--workers", type=int, default=2)
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        figures = measure(Path(folder), options.reports, options.workers)
    return report(figures)


def measure(folder: Path, reports: int, workers: int) -> dict[str, float]:
    """All figures: seconds, reports a second, megabytes and ratios."""
    rows = folder / "reports.jsonl"
    write_reports(rows, reports)
    few = folder / "few.jsonl"
    write_reports(few, 24, seed=2)
    return {
        "help_seconds": _median_seconds([str(PROGRAM), "--help"]),
        **_cold_start(folder),
        **_throughput(folder, rows, reports, workers),
        "ratio_to_encoder": _ratio(few),
    }


def report(figures: dict[str, float]) -> int:
    """Print the figures beside their limits; 1 where one is broken."""
    limits = json.loads(LIMITS.read_text())
    broken = 0
    for name, value in figures.items():
        least, most = limits.get(name, {}).get("least"), limits.get(name, {}).get("most")
        bad = (least is not None and value < least) or (most is not None and value > most)
        broken |= bad
        bound = f"at least {least}" if least is not None else f"at most {most}" if most is not None else ""
        print(f"{name:<22} {value:10.2f}   {bound}{'   BROKEN' if bad else ''}")
    return int(broken)


def _median_seconds(command: list[str], runs: int = 5) -> float:
    times = []
    for _ in range(runs):
        started = time.perf_counter()
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        times.append(time.perf_counter() - started)
    return statistics.median(times)


def _cold_start(folder: Path) -> dict[str, float]:
    one = folder / "one.txt"
    one.write_text("Rebels shelled the town of Hama on Monday, officials said. Two people were killed.\n")
    started = time.perf_counter()
    _read(one, folder / "one.db", 1)
    return {"first_record_seconds": time.perf_counter() - started}


def _throughput(folder: Path, rows: Path, reports: int, workers: int) -> dict[str, float]:
    started = time.perf_counter()
    _read(rows, folder / "many.db", workers)
    seconds = time.perf_counter() - started
    # Of the largest process: a worker holds the model and the gazetteer.
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    return {"reports_per_second": reports / seconds, "peak_megabytes": peak}


def _read(source: Path, record: Path, workers: int) -> None:
    command = [str(PROGRAM), "read", str(source), "--record", str(record), "--workers", str(workers)]
    subprocess.run(command, check=True, stderr=subprocess.DEVNULL, env={**os.environ, "NO_COLOR": "1"})


def _ratio(rows: Path) -> float:
    """CPU time of all stages and the store over that of the encoder alone, in one process."""
    from benchmarks.encoder import encoder_seconds
    from dateline.engine import read_batch
    from dateline.ingest import GuardedFetcher, open_items
    from dateline.pipeline import Options, pipeline
    from dateline.store import open_store

    options = Options()
    pipeline(options)
    texts = [json.loads(row)["text"] for row in rows.read_text().splitlines()]
    encoder_seconds(texts[:4])
    bare = encoder_seconds(texts)
    with open_store(rows.with_suffix(".db")) as store:
        # The first report pays for word lists and tables that every later one shares.
        items = list(open_items([str(rows)], GuardedFetcher()))
        read_batch(store, items[:2], options=options, workers=1)
        started = time.process_time()
        read_batch(store, items[2:], options=options, workers=1)
        return (time.process_time() - started) / (len(items) - 2) / (bare / len(texts))


if __name__ == "__main__":
    sys.exit(main())
