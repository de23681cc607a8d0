"""Event places on Halterman's sentences: which words of a sentence name where the marked event happened.

Precision and recall are over the words of the places, as in A. Halterman, "Linking Events and Locations in Political
Text" (2018).
"""

from __future__ import annotations

import argparse
import gzip
import json
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dateline.codebook import EventType
from dateline.model.analysis import Analysis
from dateline.reading.places import place_of

CORPUS = Path("corpora") / "event_place" / "halterman-dev.jsonl.gz"
Parse = Callable[[str], Analysis]


@dataclass(slots=True)
class Tally:
    """Words of places: annotated, found, and both."""

    gold: int = 0
    found: int = 0
    right: int = 0
    sentences: int = 0
    exact: int = 0
    """Sentences whose words are all right."""

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall over words."""
        return 2 * self.right / max(1, self.gold + self.found)


def read_items(path: Path) -> Iterator[tuple[str, tuple[int, int], list[tuple[int, int]]]]:
    """Each sentence with the offsets of its event's word and of the words that say where it happened."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            row: dict[str, Any] = json.loads(line)
            spans = [(*_span(row["text"], span), span["label"]) for span in row["spans"]]
            verbs = [(start, end) for start, end, label in spans if label == "VERB"]
            if verbs:
                yield row["text"], verbs[0], [(s, e) for s, e, label in spans if label == "LOCATION"]


def _span(text: str, span: dict[str, Any]) -> tuple[int, int]:
    """The offsets of a span; where they do not hold its words (some are counted in tokens), those of the words."""
    start, end = int(span["start"]), int(span["end"])
    words = span.get("text") or text[start:end]
    if text[start:end] == words:
        return start, end
    at = text.find(words)
    return (at, at + len(words)) if at >= 0 else (start, end)


def head_of(analysis: Analysis, span: tuple[int, int]) -> int | None:
    """The token of a span that hangs outside it."""
    inside = [t.index for t in analysis.tokens if t.start < span[1] and span[0] < t.end]
    return next((t for t in inside if analysis.tokens[t].head not in inside), None)


def score(
    items: Iterator[tuple[str, tuple[int, int], list[tuple[int, int]]]],
    parse: Parse,
    misses: list[str] | None = None,
) -> Tally:
    """The figures over items; fills `misses` with the sentences that are not right."""
    tally = Tally()
    for text, verb, places in items:
        analysis = parse(text)
        token = head_of(analysis, verb)
        gold = name_words(analysis, places)
        place = None
        if token is not None:
            kind = next((a.types[0][0] for a in analysis.anchors if a.token == token and a.types), "ASSAULT")
            place = place_of(analysis, token, None, EventType(kind))
        found = name_words(analysis, [(place.evidence.start, place.evidence.end)] if place else [])
        tally.sentences += 1
        tally.gold += len(gold)
        tally.found += len(found)
        tally.right += len(gold & found)
        tally.exact += gold == found
        if misses is not None and gold != found:
            said = place.name if place else None
            wanted = [text[start:end] for start, end in places]
            misses.append(f"{text[verb[0] : verb[1]]}: {wanted}, found {said!r}: {text}")
    return tally


def name_words(analysis: Analysis, spans: list[tuple[int, int]]) -> set[int]:
    """The tokens of names inside spans: the corpus marks "Idlib" in "northern Idlib" and "Rafah" in "Rafah crossing"."""
    return {
        token.index
        for token in analysis.tokens
        if (token.form[0].isupper() or "-" in token.form or token.form[0].isdigit())
        and any(token.start < end and start < token.end for start, end in spans)
    }


def figures(shared: Path) -> dict[str, float]:
    """F1 over the words of places, and the share of sentences fully right."""
    from dateline.language import load_parser

    tally = score(read_items(shared / CORPUS), load_parser().parse)
    return {"token F1": tally.f1, "sentences right": tally.exact / max(1, tally.sentences)}


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the figures; 2 where the corpus is missing."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--shared", type=Path, default=Path("../shared"))
    options.add_argument("--misses", action="store_true", help="print every sentence that is not right")
    given = options.parse_args(arguments)
    if not (given.shared / CORPUS).exists():
        print(f"{given.shared / CORPUS}: not there; say where it is with --shared", file=sys.stderr)
        return 2
    from dateline.language import load_parser

    misses: list[str] | None = [] if given.misses else None
    tally = score(read_items(given.shared / CORPUS), load_parser().parse, misses)
    print(f"sentences {tally.sentences}, words of places {tally.gold}, found {tally.found}")
    print(
        f"precision {tally.right / max(1, tally.found):.3f}, recall {tally.right / max(1, tally.gold):.3f}, "
        f"F1 {tally.f1:.3f}, sentences right {tally.exact / max(1, tally.sentences):.3f}"
    )
    for miss in misses or ():
        print(miss)
    return 0


if __name__ == "__main__":
    sys.exit(main())
