"""Status at the gold anchors, given the gold type: accuracy, and precision and recall of each status.

`python -m evals.status [--model FOLDER] [--misses N] [FILES]`
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

from dateline.codebook import EventType, Status
from dateline.reading.status import read_status
from evals.attribution import Parse, anchors, print_measures


def figures(shared: Path) -> dict[str, float]:
    """The figures on the gold anchors of dev."""
    from dateline.language import load_parser

    return measure(shared / "gold" / "dev.jsonl", load_parser().parse)


def measure(path: Path, parse: Parse, misses: list[str] | None = None) -> dict[str, float]:
    """Accuracy, the mean F1 over the statuses of the gold, and F1 of each."""
    pairs: Counter[tuple[str, str]] = Counter()
    for event, token, analysis, attribution in anchors(path, parse):
        status, ground = read_status(analysis, token, attribution, EventType(event["type"]))
        pairs[event["status"], status.value] += 1
        if misses is not None and status.value != event["status"]:
            sentence = analysis.sentences[analysis.tokens[token].sentence]
            words = " ".join(analysis.text[sentence.start : sentence.end].split())
            misses.append(
                f"{event['anchor']!r}: {event['status']} read as {status.value} by {ground.rule}: {words}"
            )
    total = sum(pairs.values())
    found = {"accuracy": sum(n for (gold, read), n in pairs.items() if gold == read) / max(total, 1)}
    scores = {status.value: _f1(pairs, status.value) for status in Status}
    present = [score for name, score in scores.items() if any(gold == name for gold, _ in pairs)]
    found["mean_f1"] = sum(present) / max(len(present), 1)
    return found | {f"f1.{name}": score for name, score in scores.items()}


def _f1(pairs: Counter[tuple[str, str]], name: str) -> float:
    gold = sum(n for (wanted, _), n in pairs.items() if wanted == name)
    found = sum(n for (_, read), n in pairs.items() if read == name)
    return 2 * pairs[name, name] / (gold + found) if gold + found else 0.0


def main() -> int:
    """Print the figures of gold files."""
    print_measures(measure, __doc__)
    return 0


if __name__ == "__main__":
    sys.exit(main())
