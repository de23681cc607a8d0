"""Fits the weights by which places and times are chosen for events: `python -m training.circumstances [--early DIR]`.

Conditional logit (McFadden, 1974) over the candidates of each annotated event, "none" among them. What is read in
another manner than whole reports (sentences alone, written reports) has a weight of its own for "none", which is left
out of the tables.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np

from dateline.codebook import EventType, Status
from dateline.grounding.dates import resolve_when, tense_of
from dateline.model.analysis import Analysis
from dateline.model.claims import When
from dateline.model.evidence import cite
from dateline.reading.circumstances import Row, load_weights
from dateline.reading.scenes import Scenes
from dateline.reading.times import Calendar
from evals.event_places import head_of, name_words, read_items
from evals.gold import load_scorer
from training.written import read_written

SHARED = Path(__file__).resolve().parents[2] / "shared"
DATA = Path(__file__).resolve().parents[1] / "dateline" / "reading" / "data"
RIDGE = {"place": 20.0, "time": 3.0}
SHARES = {"written": 0.6, "sentences": 0.6, "halterman": 1.0}
"""What one event of a source counts, where it is not 1."""
STEPS = 250
LEAST = 3
"""Events that must have a feature for it to have a weight."""
HEADER = """\
# Weights of the features by which a {name} is chosen for an event; a feature without a weight counts nothing, and "P"
# and "N" before one add to it for physical events and for others. Written by `python -m training.circumstances`.
"""
Parse = Callable[[str], Analysis]


@dataclass(frozen=True, slots=True)
class Choice:
    """The features of each candidate of one event, and which candidates are right."""

    source: str
    rows: list[list[str]]
    right: list[int]


def places(
    source: str, reports: Iterable[dict[str, Any]], parse: Parse, scorer: ModuleType
) -> Iterator[Choice]:
    """The choices of place that records teach; those that no candidate answers are left out."""
    for report in reports:
        analysis = parse(report["text"])
        scenes = Scenes(analysis)
        for event, token in _events(report, analysis, scorer):
            rows = list(scenes.rows(scenes.happenings.at(token, EventType(event["type"]))))
            names = [analysis.words(*span) if span else None for span, _ in rows]
            right = [at for at, name in enumerate(names) if scorer.same_place(event["place"], name)]
            yield from _choice(source, rows, right)


def times(
    source: str, reports: Iterable[dict[str, Any]], parse: Parse, scorer: ModuleType
) -> Iterator[Choice]:
    """The same for times, by the days that they cover."""
    for report in reports:
        analysis = parse(report["text"])
        calendar = Calendar(analysis)
        published = date.fromisoformat(report["published"]) if report.get("published") else None
        for event, token in _events(report, analysis, scorer):
            rows = list(calendar.rows(calendar.happenings.at(token, EventType(event["type"]))))
            status = Status(event["status"])
            days = [_days(analysis, span, published, status) for span, _ in rows]
            right = [at for at, found in enumerate(days) if found == event["date"]]
            yield from _choice(source, rows, right)


def sentences(path: Path, parse: Parse) -> Iterator[Choice]:
    """The choices of place in Halterman's sentences, where half of the words agree."""
    for text, verb, spans in read_items(path):
        analysis = parse(text)
        token = head_of(analysis, verb)
        if token is None:
            continue
        scenes = Scenes(analysis)
        kind = scenes.happenings.kind(token) or EventType.ASSAULT
        rows = list(scenes.rows(scenes.happenings.at(token, kind)))
        gold = name_words(analysis, spans)
        right = [at for at, (span, _) in enumerate(rows) if _agrees(analysis, span, gold)]
        yield from _choice("halterman", rows, right)


def _agrees(analysis: Analysis, span: tuple[int, int] | None, gold: set[int]) -> bool:
    found = name_words(analysis, [analysis.span(*span)]) if span is not None else set()
    return 2 * len(gold & found) >= len(gold | found) if gold else span is None


def _events(
    report: dict[str, Any], analysis: Analysis, scorer: ModuleType
) -> Iterator[tuple[dict[str, Any], int]]:
    for event in report["events"]:
        span = scorer.span(report["text"], event["anchor"], event.get("nth"))
        token = head_of(analysis, span) if span[0] >= 0 else None
        if token is not None:
            yield event, token


def _days(
    analysis: Analysis, span: tuple[int, int] | None, published: date | None, status: Status
) -> dict[str, str] | None:
    if span is None:
        return None
    when = resolve_when(
        When(cite(analysis.text, *analysis.span(*span))), published=published, tense=tense_of(status)
    )
    if when.first is None or when.last is None:
        return None
    return {"from": when.first.isoformat(), "to": when.last.isoformat()}


def _choice(source: str, rows: list[Row], right: list[int]) -> Iterator[Choice]:
    if right:
        features = [features for _, features in rows]
        if source in SHARES:
            kind = next((f for f in features[0] if f[5:].isupper()), "none")
            features[0] = [*features[0], f"@{source}", f"@{source} {kind}"]
        yield Choice(source, features, right)


def fit(choices: list[Choice], ridge: float) -> dict[str, float]:
    """The weight of each feature, by Adam (Kingma and Ba, 2015) on all choices together."""
    seen = Counter(feature for choice in choices for row in choice.rows for feature in row)
    index: dict[str, int] = {}
    feature: list[int] = []
    line: list[int] = []
    group: list[int] = []
    good: list[bool] = []
    share: list[float] = []
    for number, choice in enumerate(choices):
        for at, row in enumerate(choice.rows):
            for name in row:
                if seen[name] >= LEAST:
                    feature.append(index.setdefault(name, len(index)))
                    line.append(len(group))
            group.append(number)
            good.append(at in choice.right)
            share.append(SHARES.get(choice.source, 1.0))
    features, lines, groups = np.array(feature), np.array(line), np.array(group)
    hits, shares = np.array(good), np.array(share)
    weights, first, second = np.zeros(len(index)), np.zeros(len(index)), np.zeros(len(index))
    for step in range(1, STEPS + 1):
        likely = np.exp(np.clip(np.bincount(lines, weights[features], minlength=len(group)), -30, 30))
        chosen = likely / np.bincount(groups, likely)[groups]
        wanted = np.where(hits, likely, 0.0)
        wanted /= np.bincount(groups, wanted)[groups]
        slope = (
            np.bincount(features, ((chosen - wanted) * shares)[lines], minlength=len(index)) + ridge * weights
        )
        first = 0.9 * first + 0.1 * slope
        second = 0.999 * second + 0.001 * slope * slope
        weights -= 0.08 * (first / (1 - 0.9**step)) / (np.sqrt(second / (1 - 0.999**step)) + 1e-8)
    return {name: float(weights[at]) for name, at in index.items()}


def write(name: str, weights: dict[str, float]) -> None:
    """Write a table sorted by feature, without the sources' own weights and those that change nothing."""
    lines = [
        f"{feature}\t{weight:.3f}\n"
        for feature, weight in sorted(weights.items())
        if abs(weight) > 0.02 and not feature.startswith("@")
    ]
    (DATA / f"{name}_weights.tsv").write_text(HEADER.format(name=name) + "".join(lines), encoding="utf-8")


def is_heard(feature: str) -> bool:
    """Whether a feature is the role head's word."""
    return feature.removeprefix("P ").removeprefix("N ").startswith("role ")


def main() -> None:
    """Fit both tables on the gold training files, the written reports and Halterman's sentences."""
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    arguments.add_argument(
        "--model", type=Path, help="folder of the language model; the packaged one by default"
    )
    arguments.add_argument(
        "--early",
        type=Path,
        help="a checkpoint whose role head has not learnt the reports by heart; without one its weights stay as they are",
    )
    options = arguments.parse_args()
    scorer = load_scorer(SHARED / "gold")
    if scorer is None:
        raise SystemExit(f"{SHARED / 'gold'}: the gold files are not there")
    sources = {
        "reports": list(scorer.load(SHARED / "gold" / "train.jsonl").values()),
        "sentences": list(scorer.load(SHARED / "gold" / "train-sentences.jsonl").values()),
        "written": read_written(),
    }
    parse = _parser(options.model, options.early)
    placed = [c for source, reports in sources.items() for c in places(source, reports, parse, scorer)]
    placed += sentences(SHARED / "corpora" / "event_place" / "halterman-train.jsonl.gz", parse)
    kept: dict[str, float] = {}
    if options.early is None:
        kept = {name: w for name, w in load_weights("place_weights.tsv").items() if is_heard(name)}
        placed = [replace(c, rows=[[f for f in row if not is_heard(f)] for row in c.rows]) for c in placed]
    write("place", fit(placed, RIDGE["place"]) | kept)
    dated = [c for source, reports in sources.items() for c in times(source, reports, parse, scorer)]
    write("time", fit(dated, RIDGE["time"]))
    print(f"{len(placed)} choices of place, {len(dated)} of time; tables in {DATA}")


def _parser(model: Path | None, early: Path | None) -> Parse:
    """Each text's analysis, made once, with the early checkpoint's anchors where one is given."""
    from dateline.language import load_parser

    parser = load_parser(model) if model else load_parser()
    checkpoint = load_parser(early) if early else None
    known: dict[str, Analysis] = {}

    def parse(text: str) -> Analysis:
        if text not in known:
            known[text] = parser.parse(text)
            if checkpoint is not None:
                known[text] = replace(known[text], anchors=checkpoint.parse(text).anchors)
        return known[text]

    return parse


if __name__ == "__main__":
    main()
