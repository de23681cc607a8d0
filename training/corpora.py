"""Readers: one function a corpus, each giving training sentences."""

import csv
import gzip
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from training.alignment import bio_sentences, event_sentences, wikievents_sentences
from training.sentences import Sentence, repair

# GUM genres whose texts may not be used commercially; a model that ships is not trained on them.
NON_COMMERCIAL = frozenset({"fiction", "whow", "essay", "letter", "podcast", "reddit"})
_MERGED = {"FAC": "LOC", "PROD": "MISC"}
_GSR_TYPES = {"DEMAND": "REQUEST", "FIGHT": "ASSAULT", "DISAPPROVE": "ACCUSE", "INVESTIGATE": "ACCUSE"}
# YIELD covers both CONCEDE and RETREAT, so it teaches neither.
_UNMAPPED = frozenset({"YIELD", "DOCUMENT"})


def read_lines(path: Path) -> Iterator[str]:
    """Lines of a plain or gzipped text file."""
    opener: Any = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as lines:
        yield from lines


def read_json_lines(path: Path) -> Iterator[dict[str, Any]]:
    """Objects of a JSON Lines file."""
    return (json.loads(line) for line in read_lines(path) if line.strip())


def read_conllu(path: Path, *, skip_genres: frozenset[str] = frozenset()) -> list[Sentence]:
    """Sentences of a treebank, without documents of the genres to skip."""
    sentences: list[Sentence] = []
    rows: list[list[str]] = []
    skipped = False
    for line in read_lines(path):
        if line.startswith("# newdoc id"):
            skipped = genre_of(line.split("=", 1)[1].strip()) in skip_genres
        if line[0].isdigit():
            rows.append(line.rstrip("\n").split("\t"))
        elif line == "\n" and rows:
            if not skipped:
                sentences.append(_tree(rows))
            rows = []
    return sentences


def genre_of(document: str) -> str:
    """Genre in a GUM document name, "news" in "GUM_news_asylum"."""
    return document.split("_")[1] if document.startswith("GUM_") else ""


def _tree(rows: list[list[str]]) -> Sentence:
    words = [row for row in rows if row[0].isdigit()]
    column = [tuple(row[k] for row in words) for k in range(8)]
    return Sentence(
        words=column[1],
        lemmas=column[2],
        upos=column[3],
        xpos=column[4],
        heads=tuple(int(head) for head in column[6]),
        rels=column[7],
    )


def read_factuality(path: Path) -> dict[str, dict[int, float]]:
    """Factuality of event words by sentence text; the sentences are EWT's."""
    table = {}
    for row in read_json_lines(path):
        table[row["text"]] = {t["span1"][0]: float(t["label"]) for t in row["targets"]}
    return table


def read_newswire(path: Path, *, split: bool = True) -> list[Sentence]:
    """Worldwide newswire with merged classes; its lines are paragraphs, cut at sentence ends when ``split``."""
    sentences = []
    for row in read_json_lines(path):
        tags = repair([_merge(tag) for tag in row["ner"]])
        for start, end in _cuts(row["words"], tags) if split else [(0, len(tags))]:
            sentences.append(Sentence(words=tuple(row["words"][start:end]), entities=tags[start:end]))
    return sentences


def _merge(tag: str) -> str:
    return tag[:2] + _MERGED.get(tag[2:], tag[2:]) if tag != "O" else tag


def _cuts(words: list[str], tags: tuple[str, ...], longest: int = 90) -> list[tuple[int, int]]:
    """Sentences of a paragraph of words; no cut inside a name."""
    cuts, start = [], 0
    for i in range(1, len(words) + 1):
        at_end = i == len(words)
        stops = not at_end and (
            (words[i - 1] in {".", "?", "!"} and words[i] not in {'"', "''", "”", ")"})
            or i - start >= longest
        )
        closes = i - start > 1 and words[i - 1] in {'"', "''", "”"} and words[i - 2] in {".", "?", "!"}
        if at_end or ((stops or (closes and words[i][0].isupper())) and tags[i][0] != "I"):
            cuts.append((start, i))
            start = i
    return cuts


def read_attributions(path: Path) -> list[Sentence]:
    """PolNeAR: content, source and cue of attributions, nested ones flattened to the outermost."""
    sentences: list[Sentence] = []
    for row in read_json_lines(path):
        layers = {
            part: [(span[0], span[1]) for attribution in row["attributions"] for span in attribution[part]]
            for part in ("content", "source", "cue")
        }
        sentences.extend(bio_sentences(row["text"], layers))
    return sentences


def read_gold(path: Path) -> list[Sentence]:
    """Records read by hand: events with type, status and arguments."""
    return [sentence for report in read_json_lines(path) for sentence in event_sentences(report)]


def read_wikievents(path: Path) -> list[Sentence]:
    """WikiEvents with its types mapped to ours; its guideline differs, so unmarked words count little."""
    return [sentence for row in read_json_lines(path) for sentence in wikievents_sentences(row)]


def read_typed_sentences(tsv: Path, gsr: Path) -> list[Sentence]:
    """Sentences with the PLOVER type of their main event and no trigger."""
    pairs = [(row["sentence"], row["gold_root"]) for row in csv.DictReader(read_lines(tsv), delimiter="\t")]
    pairs += [(row["text"], row["event"]) for row in json.loads("".join(read_lines(gsr))) if "text" in row]
    sentences = []
    for text, label in pairs:
        if label not in _UNMAPPED:
            for sentence in bio_sentences(re.sub(r"\s+", " ", text), {})[:1]:
                sentences.append(Sentence(words=sentence.words, event_type=_GSR_TYPES.get(label, label)))
    return sentences
