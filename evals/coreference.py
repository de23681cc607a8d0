"""Coreference against the GUM development documents: MUC, B-cubed, CEAF-e and their mean (CoNLL-2012).

Words and sentences are given, all else is read from them. Mentions are compared by their head words, and
chains of a single mention are left out on both sides.
"""

from __future__ import annotations

import gzip
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from dateline.language import load_parser
from dateline.language.coreference import find_chains
from dateline.language.parser import NeuralParser
from dateline.language.words import Span

Partition = list[frozenset[int]]

_ENTITY = re.compile(r"\([^()]+\)?|[^()]+\)")
_PARTIES = frozenset({"person", "organization", "place"})


@dataclass(slots=True)
class GoldDocument:
    """Words of one document with their heads, and its entities' mentions."""

    name: str
    text: str = ""
    sentences: list[list[Span]] = field(default_factory=list)
    heads: list[int] = field(default_factory=list)
    mentions: list[tuple[int, int, str, str]] = field(default_factory=list)
    """First token, token after the last, entity, its type."""


def figures(shared: Path) -> dict[str, float]:
    """CoNLL F1 and its three parts; `parties` counts only persons, organisations and places of the gold.

    `thorough` is of chains that noun phrases join by the model as well, which parties are not named by.
    """
    parser = load_parser()
    assert isinstance(parser, NeuralParser)
    return measure(parser, shared / "corpora/ud/en_gum-dev.conllu.gz")


def measure(parser: NeuralParser, path: Path) -> dict[str, float]:
    """The same for one parser and one CoNLL-U file with entities."""
    sums: dict[str, list[float]] = defaultdict(lambda: [0.0] * 4)
    for document in read_documents(path):
        analysis = parser.parse_sentences(document.text, document.sentences)
        gold = _gold_chains(document)
        thorough = find_chains(analysis, thorough=True)
        for name, kinds, chains in (
            ("", None, analysis.chains),
            ("parties_", _PARTIES, analysis.chains),
            ("thorough_", None, thorough),
        ):
            found = [frozenset(m.head for m in chain.mentions) for chain in chains]
            system = [chain for chain in _disjoint(found) if len(chain) > 1]
            kept = [heads for heads, kind in gold if kinds is None or kind in kinds]
            mentions = frozenset().union(*kept) if kept else frozenset()
            compared = system if kinds is None else [c & mentions for c in system if len(c & mentions) > 1]
            for metric, score in (("muc", _muc), ("b3", _b_cubed), ("ceafe", _ceafe)):
                parts = score(kept, compared)
                sums[name + metric] = [a + b for a, b in zip(sums[name + metric], parts, strict=True)]
    scores = {name: _f1(parts) for name, parts in sums.items()}
    for name in ("", "parties_", "thorough_"):
        scores[f"{name}conll"] = sum(scores[name + metric] for metric in ("muc", "b3", "ceafe")) / 3
    return scores


def read_documents(path: Path) -> Iterator[GoldDocument]:
    """The documents of a gzipped CoNLL-U file whose MISC column holds GUM's `Entity`."""
    document: GoldDocument | None = None
    open_spans: dict[str, list[tuple[int, str]]] = defaultdict(list)
    base = 0
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            if line.startswith("# newdoc id"):
                if document:
                    yield document
                document = GoldDocument(line.split("=")[1].strip())
                open_spans.clear()
            elif document and line.split()[1:2] == ["newpar"]:
                document.text = document.text.rstrip() + "\n\n"
            elif document and line[:1].isdigit():
                columns = line.rstrip("\n").split("\t")
                if not columns[0].isdigit():
                    continue
                if columns[0] == "1":
                    base = len(document.heads)
                    document.sentences.append([])
                _add_word(document, columns, base, open_spans)
    if document:
        yield document


def _add_word(
    document: GoldDocument, columns: Sequence[str], base: int, open_spans: dict[str, list[tuple[int, str]]]
) -> None:
    index, start = len(document.heads), len(document.text)
    document.text += columns[1].replace(" ", "_")
    document.sentences[-1].append((start, len(document.text)))
    document.heads.append(base + int(columns[6]) - 1 if columns[6] != "0" else -1)
    misc = dict(pair.split("=", 1) for pair in columns[9].split("|") if "=" in pair)
    document.text += "" if misc.get("SpaceAfter") == "No" else " "
    for mark in _ENTITY.findall(misc.get("Entity", "")):
        fields = mark.strip("()").split("-")
        if mark[0] == "(":
            open_spans[fields[0]].append((index, fields[1]))
        if mark[-1] == ")" and open_spans[fields[0]]:
            first, kind = open_spans[fields[0]].pop()
            document.mentions.append((first, index + 1, fields[0], kind))


def _gold_chains(document: GoldDocument) -> list[tuple[frozenset[int], str]]:
    """Head words of each entity with at least two, and its commonest type."""
    heads: dict[str, set[int]] = defaultdict(set)
    kinds: dict[str, Counter[str]] = defaultdict(Counter)
    taken: set[int] = set()
    for first, last, entity, kind in sorted(document.mentions, key=lambda m: (m[1] - m[0], m[0])):
        head = next((i for i in range(first, last) if not first <= document.heads[i] < last), first)
        if head not in taken:
            taken.add(head)
            heads[entity].add(head)
            kinds[entity][kind] += 1
    return [(frozenset(h), kinds[e].most_common(1)[0][0]) for e, h in heads.items() if len(h) > 1]


def _disjoint(chains: Partition) -> Partition:
    taken: set[int] = set()
    kept: Partition = []
    for chain in chains:
        kept.append(frozenset(chain - taken))
        taken |= chain
    return kept


def _muc(gold: Partition, system: Partition) -> list[float]:
    """Numerators and denominators of recall and precision (Vilain et al., 1995)."""

    def side(key: Partition, response: Partition) -> tuple[float, float]:
        at = {mention: i for i, chain in enumerate(response) for mention in chain}
        parts = [len({at.get(m, -1 - m) for m in chain}) for chain in key]
        right = sum(len(chain) - n for chain, n in zip(key, parts, strict=True))
        return float(right), float(sum(len(chain) - 1 for chain in key))

    return [*side(gold, system), *side(system, gold)]


def _b_cubed(gold: Partition, system: Partition) -> list[float]:
    """The same for B-cubed (Bagga and Baldwin, 1998)."""

    def side(key: Partition, response: Partition) -> tuple[float, float]:
        at = {mention: i for i, chain in enumerate(response) for mention in chain}
        right = 0.0
        for chain in key:
            shared = Counter(at[m] for m in chain if m in at)
            right += sum(n * n for n in shared.values()) / len(chain)
        return right, float(sum(map(len, key)))

    return [*side(gold, system), *side(system, gold)]


def _ceafe(gold: Partition, system: Partition) -> list[float]:
    """The same for the entity-based CEAF (Luo, 2005)."""
    at = {mention: i for i, chain in enumerate(system) for mention in chain}
    costs = [[0.0] * max(len(system), len(gold)) for _ in gold]
    for row, chain in enumerate(gold):
        for column, n in Counter(at[m] for m in chain if m in at).items():
            costs[row][column] = -2.0 * n / (len(chain) + len(system[column]))
    best = -assign(costs) if gold and system else 0.0
    return [best, float(len(gold)), best, float(len(system))]


def assign(costs: Sequence[Sequence[float]]) -> float:
    """Least cost of giving each row a column of its own (Hungarian method); at least as many columns as rows."""
    rows, columns = len(costs), len(costs[0])
    u, v, match = [0.0] * (rows + 1), [0.0] * (columns + 1), [0] * (columns + 1)
    for row in range(1, rows + 1):
        match[0] = row
        column, way = _shortest_path(costs, u, v, match)
        while column:
            match[column] = match[way[column]]
            column = way[column]
    return sum(costs[match[j] - 1][j - 1] for j in range(1, columns + 1) if match[j])


def _shortest_path(
    costs: Sequence[Sequence[float]], u: list[float], v: list[float], match: list[int]
) -> tuple[int, list[int]]:
    """The free column that the row in `match[0]` reaches most cheaply, and the way back; updates `u` and `v`."""
    columns, column = len(v) - 1, 0
    least, used, way = [float("inf")] * (columns + 1), [False] * (columns + 1), [0] * (columns + 1)
    while match[column]:
        used[column] = True
        at = match[column]
        for j in range(1, columns + 1):
            reduced = costs[at - 1][j - 1] - u[at] - v[j]
            if not used[j] and reduced < least[j]:
                least[j], way[j] = reduced, column
        following = min((j for j in range(1, columns + 1) if not used[j]), key=least.__getitem__)
        delta = least[following]
        for j in range(columns + 1):
            if used[j]:
                u[match[j]] += delta
                v[j] -= delta
            else:
                least[j] -= delta
        column = following
    return column, way


def _f1(parts: Sequence[float]) -> float:
    right_recall, all_recall, right_precision, all_precision = parts
    recall = right_recall / all_recall if all_recall else 0.0
    precision = right_precision / all_precision if all_precision else 0.0
    return 2 * recall * precision / (recall + precision) if recall + precision else 0.0
