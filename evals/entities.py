"""Names of persons, organisations and locations against re3d's development documents.

`python -m evals.entities [--model FOLDER] [--misses N]`

How the kinds map: re3d's Person is our person, its Location our place, its Organisation our organisation and our
force. Its other types (Nationality, Temporal, Quantity, Weapon, ...) are left out on both sides, as is our `other`.
re3d marks pronouns, descriptions ("the city", "residents of Mosul") and the same name several times over, nested;
the language stage marks names, once each. So marks of one kind that overlap are one, the widest, and only those that
hold a name are counted: a capital letter that no mark of another kind inside them accounts for. What is found where
re3d marks the same kind without a name counts neither way. re3d calls a state an organisation where it acts and a
location elsewhere; we keep it a place whatever it does, so a state's name found as a place is right under either;
`strict` counts it under its location only. A name found is right where it overlaps a mark of its kind, one to one;
`exact` asks for the same words, articles aside.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dateline.language.lexicon import load_phrases
from dateline.model.analysis import Analysis, EntityKind

Parse = Callable[[str], Analysis]
RE3D = "corpora/ner/re3d-dev.jsonl"

_THEIRS = {"Person": "person", "Organisation": "organisation", "Location": "location"}
_OURS = {
    EntityKind.PERSON: "person",
    EntityKind.ORGANISATION: "organisation",
    EntityKind.FORCE: "organisation",
    EntityKind.PLACE: "location",
}
_ARTICLE = re.compile(r"^(?:the|a|an)\s+", re.IGNORECASE)
_NO_NAME = re.compile(
    r"\b(?:The|A|An|This|That|These|Those|We|I|It|They|He|She|His|Her|Its|Our|Their|My|In|Of|As|At|All|Some|Many)\b"
)


@dataclass(frozen=True, slots=True)
class Mark:
    """One name, given or found, with its offsets in the text."""

    start: int
    end: int
    kind: str
    words: str
    is_name: bool = True

    def overlaps(self, other: Mark) -> bool:
        """Whether the two share a character."""
        return self.start < other.end and other.start < self.end


def figures(shared: Path) -> dict[str, float]:
    """F1 of the names of all three kinds together and of each, by overlap, and with stricter counting."""
    from dateline.language import load_parser

    return measure(shared / RE3D, load_parser().parse)


def measure(path: Path, parse: Parse, misses: list[str] | None = None) -> dict[str, float]:
    """The same for one re3d file; fills `misses` with what was missed or invented."""
    counts: Counter[str] = Counter()
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.strip():
            row = json.loads(line)
            compare(counts, row, parse(row["text"]), misses)
    kinds = {"re3d": "", **{f"re3d.{kind}": f"{kind} " for kind in _THEIRS.values()}}
    kinds |= {"re3d.strict": "strict ", "re3d.exact": "exact "}
    return {name: _f1(counts, key) for name, key in kinds.items()}


def compare(
    counts: Counter[str], row: dict[str, Any], analysis: Analysis, misses: list[str] | None = None
) -> None:
    """Count one document's names: given, found and right, under each way of counting."""
    gold, found = given_marks(row), found_marks(analysis)
    pairs = match(gold, found, lambda g, f: g.overlaps(f) and _same_kind(g, f))
    strict = match(gold, found, lambda g, f: g.overlaps(f) and g.kind == f.kind)
    exact = match(gold, found, lambda g, f: _bare(g) == _bare(f) and g.overlaps(f) and _same_kind(g, f))
    for prefix, right in (("", pairs), ("strict ", strict), ("exact ", exact)):
        counts[f"{prefix}right"] += sum(g.is_name for g, _ in right)
        counts[f"{prefix}gold"] += sum(g.is_name for g in gold)
        counts[f"{prefix}found"] += len(found) - sum(not g.is_name for g, _ in right)
    for g, f in pairs:
        if g.is_name:
            counts[f"{g.kind} right"] += 1
            counts[f"{g.kind} found"] += 1
        found.remove(f)
        gold.remove(g)
    for g, _ in pairs:
        counts[f"{g.kind} gold"] += g.is_name
    for mark in (g for g in gold if g.is_name):
        counts[f"{mark.kind} gold"] += 1
    for mark in found:
        counts[f"{mark.kind} found"] += 1
    if misses is not None:
        misses += [f"missed {g.kind}: {g.words}" for g in gold if g.is_name]
        misses += [f"invented {f.kind}: {f.words}" for f in found]


def given_marks(row: dict[str, Any]) -> list[Mark]:
    """re3d's marks of the three kinds, overlapping ones of one kind as one."""
    text: str = row["text"]
    spans = [
        (entity["begin"], entity["end"], _THEIRS[entity["type"]])
        for entity in row["entities"]
        if entity["type"] in _THEIRS
    ]
    widest: list[tuple[int, int, str]] = []
    for start, end, kind in sorted(set(spans), key=lambda s: (s[2], s[0], -s[1])):
        if widest and widest[-1][2] == kind and start < widest[-1][1]:
            widest[-1] = (widest[-1][0], max(end, widest[-1][1]), kind)
        else:
            widest.append((start, end, kind))
    return [Mark(*span, text[span[0] : span[1]], _holds_name(text, span, spans)) for span in widest]


def _holds_name(text: str, span: tuple[int, int, str], spans: Iterable[tuple[int, int, str]]) -> bool:
    start, end, kind = span
    letters = list(text[start:end])
    for first, last, other in spans:
        if other != kind and start <= first and last <= end and last - first < end - start:
            letters[first - start : last - start] = " " * (last - first)
    return any(letter.isupper() for letter in _NO_NAME.sub(" ", "".join(letters)))


def found_marks(analysis: Analysis) -> list[Mark]:
    """The analysis's names of the three kinds."""
    marks = []
    for entity in analysis.entities:
        if entity.kind in _OURS:
            start, end = analysis.span(entity.first, entity.last)
            marks.append(Mark(start, end, _OURS[entity.kind], analysis.text[start:end]))
    return marks


def match(
    gold: Sequence[Mark], found: Sequence[Mark], same: Callable[[Mark, Mark], bool]
) -> list[tuple[Mark, Mark]]:
    """One-to-one pairs, names before descriptions, in text order."""
    left, pairs = list(found), []
    for mark in sorted(gold, key=lambda g: (not g.is_name, g.start)):
        hit = next((f for f in left if same(mark, f)), None)
        if hit is not None:
            left.remove(hit)
            pairs.append((mark, hit))
    return pairs


def _same_kind(gold: Mark, found: Mark) -> bool:
    if gold.kind == found.kind:
        return True
    is_state = found.kind == "location" and _bare(found) in load_phrases("countries")
    return is_state and gold.kind == "organisation" and _bare(gold) == _bare(found)


def _bare(mark: Mark) -> str:
    return _ARTICLE.sub("", mark.words)


def _f1(counts: Counter[str], key: str) -> float:
    total = counts[f"{key}gold"] + counts[f"{key}found"]
    return 2 * counts[f"{key}right"] / total if total else 0.0


def main() -> int:
    """Print the figures on the development documents."""
    from dateline.language import load_parser

    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--shared", type=Path, default=Path("../shared"))
    options.add_argument(
        "--model", type=Path, help="folder of the language model; the packaged one by default"
    )
    options.add_argument("--misses", type=int, default=0, help="also print up to so many misses")
    chosen = options.parse_args()
    misses: list[str] = []
    for name, value in measure(chosen.shared / RE3D, load_parser(chosen.model).parse, misses).items():
        print(f"{name:20} {value:.3f}")
    print("\n".join(misses[: chosen.misses]))
    return 0


if __name__ == "__main__":
    sys.exit(main())
