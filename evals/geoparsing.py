"""Geoparsing scores on LGL, TR-News and GeoVirus: toponyms found, and resolved within 161 km."""

from __future__ import annotations

import argparse
import gzip
import math
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import islice
from pathlib import Path
from xml.etree import ElementTree

from dateline.grounding.gazetteer import Gazetteer, open_gazetteer
from dateline.grounding.gazetteer_build import read_table
from dateline.grounding.toponyms import resolve_toponyms
from dateline.language import Parser, load_parser
from dateline.model.analysis import Analysis, Entity, EntityKind
from dateline.model.claims import PlaceCandidate, PlaceLink
from dateline.model.evidence import Evidence, cite

CORPORA = ("LGL", "TR-News", "GeoVirus")
END_TO_END = 25
"""Articles of each corpus that `figures` reads whole; all of them take a quarter of an hour."""
WITHIN_KM = 161.0
PLACES = frozenset({EntityKind.PLACE})
ANNOTATED = {
    "GeoVirus": PLACES,
    "TR-News": PLACES | {EntityKind.NATIONALITY},
    "LGL": PLACES | {EntityKind.NATIONALITY},
}
"""What each corpus holds for a toponym: GeoVirus leaves adjectives of nationality out."""

Finder = Callable[[str], Sequence[Evidence]]


@dataclass(frozen=True, slots=True)
class Gold:
    """A toponym of a corpus and where it lies."""

    evidence: Evidence
    latitude: float
    longitude: float


def read_corpus(path: Path) -> Iterator[tuple[str, tuple[Gold, ...]]]:
    """Each article's text with those of its toponyms that have coordinates."""
    with gzip.open(path, "rb") as content:
        root = ElementTree.parse(content).getroot()
    for article in root.iter("article"):
        text = article.findtext("text") or ""
        nodes = [*article.iter("toponym"), *article.iter("location")]
        yield text, tuple(gold for node in nodes if (gold := _gold(text, node)) is not None)


def _gold(text: str, node: ElementTree.Element) -> Gold | None:
    place = node.find("gaztag") if node.find("gaztag") is not None else node
    latitude, longitude = (
        (place.findtext("lat"), place.findtext("lon")) if place is not None else (None, None)
    )
    if not latitude or not longitude:
        return None
    start, end = int(node.findtext("start") or 0), int(node.findtext("end") or 0)
    words = (node.findtext("phrase") or node.findtext("name") or "").strip()
    if text[start:end] != words:
        start = text.find(words, max(0, start - 30))
        end = start + len(words)
    return Gold(cite(text, start, end), float(latitude), float(longitude)) if start >= 0 and words else None


def kilometres(latitude: float, longitude: float, gold: Gold) -> float:
    """Great-circle distance to a gold point."""
    a, b = math.radians(latitude), math.radians(gold.latitude)
    half = math.sin((b - a) / 2) ** 2
    half += math.cos(a) * math.cos(b) * math.sin(math.radians(gold.longitude - longitude) / 2) ** 2
    return 12742 * math.asin(min(1.0, math.sqrt(half)))


@dataclass(slots=True)
class Tally:
    """Figures of one corpus."""

    gold: int = 0
    found: int = 0
    """Toponyms that were given a place: what has none is not put on a map, and counts as not found."""
    detected: int = 0
    linked: int = 0
    right: int = 0
    seconds: float = 0.0
    articles: int = 0

    @property
    def f1(self) -> float:
        """Harmonic mean of the shares of found and of gold that are right."""
        return 2 * self.right / max(1, self.found + self.gold)


def score(
    articles: Iterable[tuple[str, tuple[Gold, ...]]],
    gazetteer: Gazetteer,
    finder: Finder | None,
    misses: list[str] | None = None,
) -> Tally:
    """Figures of one corpus; toponyms are the gold's own where no finder is given."""
    tally = Tally()
    for text, golds in articles:
        evidences = [gold.evidence for gold in golds] if finder is None else list(finder(text))
        started = time.perf_counter()
        links = resolve_toponyms(evidences, text=text, gazetteer=gazetteer)
        tally.seconds += time.perf_counter() - started
        tally.articles += 1
        by_span = {(e.start, e.end): link for e, link in zip(evidences, links, strict=True)}
        tally.found += sum(link is not None for link in by_span.values())
        for gold in golds:
            _count(tally, gold, by_span, misses)
    return tally


def _count(
    tally: Tally, gold: Gold, links: dict[tuple[int, int], PlaceLink | None], misses: list[str] | None
) -> None:
    tally.gold += 1
    span = (gold.evidence.start, gold.evidence.end)
    if span not in links:
        return
    tally.detected += 1
    link = links[span]
    if link is not None:
        tally.linked += 1
        entry = _entry(link)
        away = kilometres(entry.latitude, entry.longitude, gold)
        if away <= WITHIN_KM:
            tally.right += 1
            return
        said = f"{entry.name} {entry.country} {entry.feature} {entry.score} {away:.0f} km"
    else:
        said = "no match"
    if misses is not None:
        misses.append(f"{gold.evidence.quote}\t{gold.latitude:.2f},{gold.longitude:.2f}\t{said}")


def _entry(link: PlaceLink) -> PlaceCandidate:
    """The gazetteer's entry: the corpora mark "Texas" in "northern Texas", whose link is a part of the state."""
    return link.candidates[0] if link.candidates and "/" in link.chosen.place_id else link.chosen


def figures(shared: Path) -> dict[str, float]:
    """Share resolved within 161 km with the names given, and F1 end to end over the first articles of each corpus."""
    gazetteer = open_gazetteer()
    finders = packaged_finders()
    found: dict[str, float] = {}
    for name in CORPORA:
        path = shared / "corpora" / "geo" / f"{name}.xml.gz"
        given = score(read_corpus(path), gazetteer, None)
        found[f"{name} names given"] = given.right / max(1, given.gold)
        found[f"{name} end to end F1"] = score(
            islice(read_corpus(path), END_TO_END), gazetteer, finders[name]
        ).f1
    return found


def main(arguments: Sequence[str] | None = None) -> int:
    """Print a table of the figures; 2 where the corpora are missing."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--corpora", type=Path, default=Path("../shared/corpora/geo"))
    options.add_argument("--spans", choices=("gold", "parser"), default="gold")
    options.add_argument("--limit", type=int, help="read only the first articles of each corpus")
    options.add_argument("--misses", action="store_true", help="name every toponym that is not right")
    given = options.parse_args(arguments)
    if not given.corpora.is_dir():
        print(f"{given.corpora}: no such folder; say where the corpora are with --corpora", file=sys.stderr)
        return 2
    finders = packaged_finders() if given.spans == "parser" else {}
    gazetteer = open_gazetteer()
    print(
        f"{'corpus':10} {'gold':>6} {'detected':>9} {'linked':>7} {'right':>6} {'of gold':>8} {'F1':>6} {'ms/text':>8}"
    )
    for name in CORPORA:
        misses: list[str] | None = [] if given.misses else None
        articles = islice(read_corpus(given.corpora / f"{name}.xml.gz"), given.limit)
        tally = score(articles, gazetteer, finders.get(name), misses)
        recall = tally.right / max(1, tally.gold)
        print(
            f"{name:10} {tally.gold:6} {tally.detected:9} {tally.linked:7} {tally.right:6} {recall:8.3f} {tally.f1:6.3f}"
            f" {1000 * tally.seconds / max(1, tally.articles):8.2f}"
        )
        for miss in misses or ():
            print(f"  {miss}")
    return 0


def packaged_finders() -> dict[str, Finder]:
    """For each corpus what the packaged parser finds of its kinds of toponyms."""
    parser = load_parser()
    return {name: _finder(parser, kinds) for name, kinds in ANNOTATED.items()}


def _finder(parser: Parser, kinds: frozenset[EntityKind]) -> Finder:
    def find(text: str) -> Sequence[Evidence]:
        analysis = parser.parse(text)
        spans = {_name(analysis, entity) for entity in analysis.entities if entity.kind in kinds}
        return [cite(text, start, end) for start, end in sorted(spans)]

    return find


def _name(analysis: Analysis, entity: Entity) -> tuple[int, int]:
    """The offsets of the name proper ("Nyanza" of "Nyanza province"), with the point of an abbreviated state."""
    first, last = entity.first, entity.last
    while last - first > 1 and analysis.tokens[first].form.islower():
        first += 1
    while last - first > 1 and analysis.tokens[last - 1].form.islower():
        last -= 1
    start, end = analysis.span(first, last)
    words = analysis.text[start:end].replace(".", "").replace(" ", "")
    short = words in _abbreviations() and analysis.text[end : end + 1] == "."
    return start, end + short


@cache
def _abbreviations() -> frozenset[str]:
    return frozenset(row["short"] for row in read_table("states.tsv"))


if __name__ == "__main__":
    sys.exit(main())
