"""Fit the log-linear model of `dateline.language.coreference.ranking` on the coreference of the GUM training files."""

from __future__ import annotations

import argparse
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from dateline.language.coreference import pair_up
from dateline.language.coreference.clusters import Clusters
from dateline.language.coreference.mentions import Phrase
from dateline.language.coreference.ranking import KINDS, Ranker, kind_of
from dateline.model.analysis import Analysis
from evals.coreference import GoldDocument, read_documents
from training.corpora import NON_COMMERCIAL, genre_of
from training.participants import Choice, fit

GUM = Path(__file__).resolve().parents[2] / "shared" / "corpora" / "ud" / "en_gum-train.conllu.gz"
TABLE = (
    Path(__file__).resolve().parents[1] / "dateline" / "language" / "coreference" / "data" / "antecedents.tsv"
)
HEADER = """\
# The log-linear model of antecedents: a feature, and its weights for each kind of mention that looks for what it
# means, in the order of KINDS in ranking.py, where the features are explained. Written by
# `python -m training.coreference`; nothing is written for a weight that changes little.
"""


class Teacher:
    """Goes through one document as the product does, but links what the gold links, and keeps the choices."""

    def __init__(self, name: str, entities: dict[int, str]) -> None:
        """`entities` gives the gold entity of a head word."""
        self._name, self._entities = name, entities
        self.choices: list[Choice] = []

    def choose(self, ranker: Ranker, phrase: Phrase) -> int | None:
        """The right candidate, if there is one; the choice is kept to learn from."""
        kind = kind_of(phrase)
        if kind is None:
            return None
        found = ranker.candidates(phrase, kind)
        if not found:
            return None
        entity = self._entities.get(phrase.mention.head)
        rows, right = [ranker.nothing(phrase, found)], []
        orders = list(found)
        for order in orders:
            rows.append(ranker.features(phrase, order, found[order]))
            if entity is not None and self._means(ranker.clusters, order, phrase.order, entity):
                right.append(len(rows) - 1)
        self.choices.append(Choice(self._name, kind, rows, right or [0]))
        return orders[right[0] - 1] if right else None

    def _means(self, clusters: Clusters, order: int, before: int, entity: str) -> bool:
        return any(
            self._entities.get(phrase.mention.head) == entity
            for phrase in clusters.of(order).phrases
            if phrase.order < before
        )


def choices(document: GoldDocument, analysis: Analysis) -> list[Choice]:
    """The choices that one annotated document teaches."""
    teacher = Teacher(document.name, entities_of(document))
    pair_up(analysis, teacher.choose)
    return teacher.choices


def entities_of(document: GoldDocument) -> dict[int, str]:
    """The entity of each mention's head word; the shortest mention of a head counts."""
    found: dict[int, str] = {}
    for first, last, entity, _ in sorted(document.mentions, key=lambda m: (m[1] - m[0], m[0])):
        head = next((i for i in range(first, last) if not first <= document.heads[i] < last), first)
        found.setdefault(head, entity)
    return found


def write(found: Iterable[Choice], path: Path = TABLE, *, strength: float = 4.0, least: int = 8) -> None:
    """Fit each kind of mention and write the table, sorted by feature."""
    kept = list(found)
    table: dict[str, list[float]] = defaultdict(lambda: [0.0] * len(KINDS))
    for number, kind in enumerate(KINDS):
        if any(choice.role == kind for choice in kept):
            for feature, weight in fit(kept, kind, strength, 200, least).items():
                table[feature][number] = weight
    lines = [
        "\t".join([feature, *(f"{weight:.2f}" if abs(weight) > 0.02 else "" for weight in table[feature])])
        for feature in sorted(table)
        if max(map(abs, table[feature])) > 0.02
    ]
    path.parent.mkdir(exist_ok=True)
    path.write_text(HEADER + "\n".join(lines) + "\n", encoding="utf-8")


def main() -> None:
    """Fit on the genres of GUM that may be used commercially, and write the table."""
    from dateline.language import load_parser
    from dateline.language.parser import NeuralParser

    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument(
        "--model", type=Path, help="folder of the language model; the packaged one by default"
    )
    chosen = arguments.parse_args()
    parser = load_parser(chosen.model)
    assert isinstance(parser, NeuralParser)
    found: list[Choice] = []
    for document in read_documents(GUM):
        if genre_of(document.name) not in NON_COMMERCIAL:
            analysis = parser.parse_sentences(document.text, document.sentences)
            found += choices(document, analysis)
    write(found)
    print(f"{len(found)} choices, {TABLE}")


if __name__ == "__main__":
    main()
