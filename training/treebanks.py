"""Treebank documents as running text, to score reading from raw text."""

import re
from collections.abc import Iterator
from pathlib import Path

from dateline.language.words import Span
from training.corpora import read_lines
from training.scoring import RawDocument
from training.sentences import Sentence


def read_documents(path: Path) -> dict[str, RawDocument]:
    """Documents by name; paragraphs are set apart by blank lines, sentences inside them by spaces."""
    documents: dict[str, RawDocument] = {}
    for name, blocks in _blocks(path):
        text, sentences, words = "", [], []
        for starts_paragraph, rows in blocks:
            if starts_paragraph and text:
                text = text.rstrip() + "\n\n"
            text, spans = _lay_out(text, rows)
            plain = [row for row in rows if row[0].isdigit()]
            words.append(spans)
            sentences.append(
                Sentence(
                    words=tuple(r[1] for r in plain),
                    heads=tuple(int(r[6]) for r in plain),
                    rels=tuple(r[7] for r in plain),
                )
            )
        documents[name] = RawDocument(text, sentences, words)
    return documents


def _blocks(path: Path) -> Iterator[tuple[str, list[tuple[bool, list[list[str]]]]]]:
    name, starts = "", False
    blocks: list[tuple[bool, list[list[str]]]] = []
    rows: list[list[str]] = []
    for line in read_lines(path):
        if line.startswith("# newdoc id"):
            if blocks:
                yield name, blocks
            name, blocks, starts = line.split("=", 1)[1].strip(), [], True
        elif re.match(r"# newpar\b(?!_)", line):
            starts = True
        elif line[0].isdigit():
            rows.append(line.rstrip("\n").split("\t"))
        elif line == "\n" and rows:
            blocks.append((starts, rows))
            rows, starts = [], False
    yield name, blocks


def _lay_out(text: str, rows: list[list[str]]) -> tuple[str, list[Span]]:
    """The text with one sentence appended, and the offsets of its words; words of a contraction share its letters."""
    spans: list[Span] = []
    last, at = 0, 0
    for row in rows:
        if "-" in row[0]:
            last, at = int(row[0].split("-")[1]), len(text)
            text += row[1] + _space(row)
        elif "." not in row[0]:
            if int(row[0]) > last:
                at = len(text)
                text += row[1] + _space(row)
            spans.append((at, at + len(row[1])))
            at += len(row[1])
    return text, spans


def _space(row: list[str]) -> str:
    return "" if "SpaceAfter=No" in row[9] else " "
