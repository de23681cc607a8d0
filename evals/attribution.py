"""Attribution at the gold anchors, and against the PolNeAR development news: cues, sources, contents.

On PolNeAR the rules' reading (`polnear.cue`, ...) stands beside the spans of the model's attribution heads
(`polnear.head.cue`, ...). The heads' spans are compared with PolNeAR's, cut at sentence ends and nested ones
outermost, in three ways: `exact` spans; `overlap`, where a span counts by the share of its words that the other
side has (Wiegand and Klakow, 2012); and `words` inside any span.

`python -m evals.attribution [--model FOLDER] [--misses N] [FILES]`
"""

from __future__ import annotations

import argparse
import gzip
import itertools
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from dateline.codebook import EventType
from dateline.model.analysis import Analysis
from dateline.model.reports import Report
from dateline.reading.attribution import Attribution, read_attribution
from dateline.reading.parties import name_parties
from evals.gold import GOLD, load_scorer, reports

Parse = Callable[[str], Analysis]
Measure = Callable[[Path, Parse, list[str]], dict[str, float]]
Row = dict[str, Any]
Tally = defaultdict[str, float]
Spans = list[tuple[int, int]]
POLNEAR = "corpora/attribution/polnear-dev.jsonl.gz"


def figures(shared: Path) -> dict[str, float]:
    """Shares of right speakers and chains at the gold anchors of dev, and overlap F1 on PolNeAR dev."""
    from dateline.language import load_parser

    parse = load_parser().parse
    return measure(shared / "gold" / "dev.jsonl", parse) | on_polnear(shared / POLNEAR, parse, limit=40)


def measure(path: Path, parse: Parse, misses: list[str] | None = None) -> dict[str, float]:
    """Shares right at one gold file's anchors; `held` and `own` are those with a holder and without one."""
    scorer = load_scorer(path.parent)
    if scorer is None:
        raise FileNotFoundError(f"{path.parent}/score.py: the gold scorer is not there; give its folder")
    right: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for event, token, analysis, attribution in anchors(path, parse):
        chain = [party.name for party in attribution.chain(token, EventType(event["type"]))]
        kind = "held" if event["said_by"] else "own"
        speaker = scorer.same_speaker(event["said_by"], chain)
        for name, hit in (
            ("speaker", speaker),
            (f"speaker.{kind}", speaker),
            ("chain", scorer.same_chain(event["said_by"], chain)),
        ):
            right[name] += hit
            total[name] += 1
        if misses is not None and not speaker:
            misses.append(
                f"{event['anchor']!r}: {event['said_by']} read as {chain}: {_sentence(analysis, token)}"
            )
    return {name: right[name] / total[name] for name in sorted(total)}


def anchors(path: Path, parse: Parse) -> Iterator[tuple[Row, int, Analysis, Attribution]]:
    """Every gold event with the head word of its anchor, and the report's analysis and attribution."""
    scorer = load_scorer(path.parent)
    assert scorer is not None
    gold = scorer.load(path)
    for report in reports(path):
        analysis = parse(report.text)
        attribution = read_attribution(analysis, report, name_parties(analysis))
        for event in gold[report.given_id]["events"]:
            start, end = scorer.span(report.text, event["anchor"], event.get("nth"))
            if start >= 0:
                yield event, head_word(analysis, start, end), analysis, attribution


def head_word(analysis: Analysis, start: int, end: int) -> int:
    """The word of a span that the others hang on, verbs first."""
    inside = [token.index for token in analysis.tokens if token.start < end and start < token.end]
    tops = [at for at in inside if analysis.tokens[at].head not in inside]
    verbs = [at for at in tops if analysis.tokens[at].upos == "VERB"]
    return (verbs or tops)[0]


def _sentence(analysis: Analysis, token: int) -> str:
    sentence = analysis.sentences[analysis.tokens[token].sentence]
    return " ".join(analysis.text[sentence.start : sentence.end].split())


def on_polnear(path: Path, parse: Parse, limit: int | None = None) -> dict[str, float]:
    """F1 of the rules' cues and sources by overlap and contents by words, and of the heads' spans in three ways."""
    counts: Tally = defaultdict(float)
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for number, line in enumerate(lines):
            if number == limit:
                break
            row = json.loads(line)
            analysis = parse(row["text"])
            report = Report(id="rpt_eval", given_id=row["doc"], text=row["text"], snapshot="")
            attribution = read_attribution(analysis, report, name_parties(analysis))
            _compare(counts, row["attributions"], analysis, attribution)
            for name, found in (
                ("cue", analysis.cues),
                ("source", analysis.sources),
                ("content", analysis.contents),
            ):
                _count_spans(counts, f"head.{name}", _given(analysis, row["attributions"], name), found)
    figures = {f"polnear.{name}": _f1(counts, name) for name in ("cue", "source", "content")}
    for name in ("cue", "source", "content"):
        for way in ("exact", "overlap", "words"):
            figures[f"polnear.head.{name}.{way}"] = _f1(counts, f"head.{name} {way}")
    return figures


def _given(analysis: Analysis, attributions: list[Row], name: str) -> Spans:
    """The outermost gold spans of a kind as token ranges, cut at sentence ends."""
    spans = sorted({tuple(span) for row in attributions for span in row[name]}, key=lambda s: (s[0], -s[1]))
    ranges: Spans = []
    end = -1
    for start, stop in spans:
        if start < end:
            continue
        end = stop
        inside = [token for token in analysis.tokens if token.start < stop and start < token.end]
        for _, group in itertools.groupby(inside, key=lambda token: token.sentence):
            tokens = list(group)
            ranges.append((tokens[0].index, tokens[-1].index + 1))
    return ranges


def _count_spans(counts: Tally, name: str, gold: Spans, found: Sequence[tuple[int, int]]) -> None:
    given, read = set(gold), set(found)
    wanted = {at for first, last in given for at in range(first, last)}
    covered = {at for first, last in read for at in range(first, last)}
    for way, hit, met, sizes in (
        ("exact", len(given & read), len(given & read), (len(read), len(given))),
        ("words", len(wanted & covered), len(wanted & covered), (len(covered), len(wanted))),
        ("overlap", _shares(read, wanted), _shares(given, covered), (len(read), len(given))),
    ):
        counts[f"{name} {way} hit"] += hit
        counts[f"{name} {way} met"] += met
        counts[f"{name} {way} found"] += sizes[0]
        counts[f"{name} {way} gold"] += sizes[1]


def _shares(spans: set[tuple[int, int]], words: set[int]) -> float:
    """The sum over the spans of the share of each one's words that the others have."""
    return sum(len(words.intersection(range(first, last))) / (last - first) for first, last in spans)


def _compare(counts: Tally, gold: list[Row], analysis: Analysis, attribution: Attribution) -> None:
    found = {"cue": [], "source": []}  # type: dict[str, Spans]
    for cue in attribution.found:
        found["cue"].append(_span(analysis, cue.token))
        found["source"] += [_span(analysis, at) for at in (cue.speaker, cue.source) if at is not None]
    for name, spans in found.items():
        wanted = [tuple(span) for row in gold for span in row[name]]
        counts[f"{name} hit"] += sum(any(_meet(a, b) for b in wanted) for a in spans)
        counts[f"{name} met"] += sum(any(_meet(a, b) for a in spans) for b in wanted)
        counts[f"{name} found"] += len(spans)
        counts[f"{name} gold"] += len(wanted)
    contents = [tuple(span) for row in gold for span in row["content"]]
    for token in analysis.tokens:
        wanted_here = any(_meet((token.start, token.end), span) for span in contents)
        found_here = bool(attribution.governing(token.index))
        counts["content hit"] += wanted_here and found_here
        counts["content met"] += wanted_here and found_here
        counts["content found"] += found_here
        counts["content gold"] += wanted_here


def _span(analysis: Analysis, token: int) -> tuple[int, int]:
    return analysis.tokens[token].start, analysis.tokens[token].end


def _meet(one: tuple[int, ...], other: tuple[int, ...]) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _f1(counts: Tally, name: str) -> float:
    precision = counts[f"{name} hit"] / max(counts[f"{name} found"], 1)
    recall = counts[f"{name} met"] / max(counts[f"{name} gold"], 1)
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def print_measures(measure: Measure, description: str | None) -> Parse:
    """Print a measure of the gold files that the command line names, train and dev by default; the parser used."""
    options = argparse.ArgumentParser(description=description)
    options.add_argument("files", nargs="*", type=Path)
    options.add_argument(
        "--model", type=Path, help="folder of the language model; the packaged one by default"
    )
    options.add_argument("--misses", type=int, default=0, help="also print up to so many misses of each file")
    chosen = options.parse_args()
    from dateline.language import load_parser

    parse = load_parser(chosen.model).parse
    for path in chosen.files or [GOLD / "train.jsonl", GOLD / "dev.jsonl"]:
        misses: list[str] = []
        for name, value in measure(path, parse, misses).items():
            print(f"{path.stem:10} {name:16} {value:.3f}")
        print("\n".join(misses[: chosen.misses]))
    return parse


def main() -> int:
    """Print the figures of gold files, and those on PolNeAR."""
    parse = print_measures(measure, __doc__)
    for name, value in on_polnear(GOLD.parent / POLNEAR, parse, limit=40).items():
        print(f"{name:27} {value:.3f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
