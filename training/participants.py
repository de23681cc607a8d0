"""Fit the log-linear model of `dateline.reading.participants` on the gold events of the training files."""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dateline.model.analysis import Analysis
from dateline.model.reports import Report
from dateline.reading.attribution import read_attribution
from dateline.reading.events import Events
from dateline.reading.participants import features, nobody
from dateline.reading.parties import name_parties
from dateline.reading.staging import ACTOR, RECIPIENT, Stage

GOLD = Path(__file__).resolve().parents[2] / "shared" / "gold"
TABLE = Path(__file__).resolve().parents[1] / "dateline" / "reading" / "data" / "participants.tsv"
HEADER = """\
# The log-linear model of an event's participants: a feature, its weights for the actor and the recipient where the
# role head is heard, and its weights where the parser has no such head. Written by `python -m training.participants`;
# what the features mean is in participants.py.
"""
Same = Callable[[str, str], bool]


@dataclass(slots=True)
class Choice:
    """One role of one event: the features of nobody and of each party, and which of them are right."""

    document: str
    role: str
    rows: list[list[str]]
    right: list[int]


def choices(row: dict[str, Any], analysis: Analysis, same: Same) -> Iterator[Choice]:
    """The choices that one gold report teaches; those that no party of the report can answer are left out."""
    published = row.get("published")
    report = Report(
        id="",
        given_id=row["doc_id"],
        text=row["text"],
        snapshot="",
        outlet=row.get("outlet"),
        published=date.fromisoformat(published) if published else None,
    )
    names = name_parties(analysis)
    stage = Events(analysis, names, read_attribution(analysis, report, names)).stage()
    for number, event in _matched(stage, row):
        for role, key in ((ACTOR, "actors"), (RECIPIENT, "recipients")):
            rows = [list(nobody(stage, number, role))]
            right = [] if event[key] else [0]
            for candidate in stage.reach[number]:
                rows.append(features(stage, number, role, candidate))
                if any(same(name, candidate.party.name) for name in event[key]):
                    right.append(len(rows) - 1)
            if right:
                yield Choice(row["doc_id"], role, rows, right)


def _matched(stage: Stage, row: dict[str, Any]) -> Iterator[tuple[int, dict[str, Any]]]:
    text: str = row["text"]
    tokens = stage.analysis.tokens
    for event in row["events"]:
        at = -1
        for _ in range(event.get("nth") or 1):
            at = text.find(event["anchor"], at + 1)
        end = at + len(event["anchor"])
        for number, cast in enumerate(stage.casts):
            token = tokens[cast.trigger.token]
            if token.start < end and at < token.end and cast.trigger.type.value == event["type"]:
                yield number, event
                break


def fit(
    found: list[Choice], role: str, strength: float = 2.0, rounds: int = 250, least: int = 4
) -> dict[str, float]:
    """Weights of the conditional logit of one role, with an L2 penalty of that strength."""
    chosen = [choice for choice in found if choice.role == role]
    seen = Counter(feature for choice in chosen for row in choice.rows for feature in set(row))
    index: dict[str, int] = {}
    columns: list[int] = []
    lines: list[int] = []
    group: list[int] = []
    good: list[bool] = []
    for number, choice in enumerate(chosen):
        for place, row in enumerate(choice.rows):
            for feature in row:
                if seen[feature] < least:
                    continue
                columns.append(index.setdefault(feature, len(index)))
                lines.append(len(group))
            group.append(number)
            good.append(place in choice.right)
    weights = _descend(
        np.array(columns), np.array(lines), np.array(group), np.array(good), (len(index), strength, rounds)
    )
    return {feature: float(weights[at]) for feature, at in index.items()}


def _descend(
    columns: NDArray[np.int64],
    lines: NDArray[np.int64],
    group: NDArray[np.int64],
    good: NDArray[np.bool_],
    settings: tuple[int, float, int],
) -> NDArray[np.float64]:
    """Adam on the whole set: the log-likelihood that one of the right rows of each group is chosen."""
    size, strength, rounds = settings
    weights = np.zeros(size)
    first, second = np.zeros(size), np.zeros(size)
    total = len(group)
    for step in range(1, rounds + 1):
        scores = np.bincount(lines, weights=weights[columns], minlength=total)
        scores = np.exp(np.clip(scores, -30, 30))
        share = scores / np.bincount(group, weights=scores)[group]
        right = np.where(good, scores, 0.0)
        wanted = right / np.bincount(group, weights=right)[group]
        slope = np.bincount(columns, weights=(share - wanted)[lines], minlength=size) + strength * weights
        first = 0.9 * first + 0.1 * slope
        second = 0.999 * second + 0.001 * slope * slope
        weights -= 0.08 * (first / (1 - 0.9**step)) / (np.sqrt(second / (1 - 0.999**step)) + 1e-8)
    return weights


def write(heard: list[Choice], alone: list[Choice], path: Path = TABLE) -> None:
    """Fit both models and write their table, sorted by feature, without the weights that change nothing."""
    columns = [fit(found, role) for found in (heard, alone) for role in (ACTOR, RECIPIENT)]
    lines = []
    for feature in sorted({feature for column in columns for feature in column}):
        row = [column.get(feature, 0.0) for column in columns]
        if max(map(abs, row)) > 0.02:
            lines.append("\t".join([feature, *(f"{weight:.2f}" for weight in row)]))
    path.write_text(HEADER + "\n".join(lines) + "\n", encoding="utf-8")


def main() -> None:
    """Fit on the gold training files and write the table."""
    from dateline.language import load_parser
    from evals.gold import load_scorer

    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument(
        "--model", type=Path, help="folder of the language model; the packaged one by default"
    )
    arguments.add_argument(
        "--early", type=Path, help="a checkpoint whose role head has not yet learnt the gold files by heart"
    )
    chosen = arguments.parse_args()
    parser = load_parser(chosen.model) if chosen.model else load_parser()
    early = load_parser(chosen.early) if chosen.early else None
    scorer = load_scorer(GOLD)
    if scorer is None:
        raise SystemExit(f"{GOLD}: the gold files are not there")
    heard: list[Choice] = []
    alone: list[Choice] = []
    for name in ("train.jsonl", "train-sentences.jsonl"):
        for line in (GOLD / name).read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            analysis = parser.parse(row["text"])
            alone.extend(choices(row, replace(analysis, anchors=()), scorer.same_name))
            if early is not None:
                analysis = replace(analysis, anchors=early.parse(row["text"]).anchors)
            heard.extend(choices(row, analysis, scorer.same_name))
    write(heard, alone)
    print(f"{len(heard)} choices with the head, {len(alone)} without, {TABLE}")


if __name__ == "__main__":
    main()
