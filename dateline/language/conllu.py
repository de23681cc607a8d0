"""Analyses from CoNLL-U, so that any other UD parser can stand in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from dateline.errors import InputError
from dateline.language.assembly import Draft, assemble
from dateline.language.entities import RawEntity
from dateline.language.words import Span
from dateline.model.analysis import Analysis

_COLUMNS = 10
# Labels of parsers trained on OntoNotes, by ours.
_LABELS = {
    "PERSON": "PER",
    "PER": "PER",
    "ORG": "ORG",
    "NORP": "NORP",
    "GPE": "LOC",
    "LOC": "LOC",
    "FAC": "LOC",
    "DATE": "DATE",
    "TIME": "DATE",
    "MONEY": "MONEY",
}
Row = list[str]


def from_conllu(text: str, lines: Iterable[str]) -> Analysis:
    """The analysis of `text` from the CoNLL-U that another parser made of it.

    Words must stand in the text in the same order; heads must form a tree. Entities are taken from `ner=` in
    the last column (BIO or BIOES) where it is there; forces, times, numbers and coreference are found as for
    the packaged model. Raises InputError, naming the word or sentence, where the two do not fit.
    """
    sentences: list[list[Span]] = []
    draft = Draft()
    at = 0
    for number, rows in enumerate(_sentences(lines), 1):
        spans, at = _align(text, rows, at)
        words = [row for row in rows if row[0].isdigit()]
        _add_tags(words, len(draft.tags), number, draft)
        draft.entities.extend(_entities(words, len(draft.tags) - len(words)))
        sentences.append(spans)
    return assemble(text, sentences, draft)


def _sentences(lines: Iterable[str]) -> Iterator[list[Row]]:
    rows: list[Row] = []
    for line in lines:
        stripped = line.rstrip("\r\n")
        if not stripped.strip():
            if rows:
                yield rows
            rows = []
        elif not stripped.startswith("#"):
            row = stripped.split("\t")
            if len(row) != _COLUMNS:
                raise InputError(
                    f"CoNLL-U needs ten columns separated by tabs, not {len(row)}: {stripped[:60]!r}"
                )
            # Empty nodes ("8.1") belong to enhanced graphs only.
            if "." not in row[0]:
                rows.append(row)
    if rows:
        yield rows


def _align(text: str, rows: Sequence[Row], at: int) -> tuple[list[Span], int]:
    """Offsets of a sentence's words, and where the search goes on."""
    spans: list[Span] = []
    fused = 0
    for index, row in enumerate(rows):
        if "-" in row[0]:
            first, last = map(int, row[0].split("-"))
            fused = last - first + 1
            start, at = _find(text, row[1], at)
            forms = [word[1] for word in rows[index + 1 : index + 1 + fused]]
            spans.extend(_split(forms, start, at))
        elif fused:
            fused -= 1
        else:
            start, at = _find(text, row[1], at)
            spans.append((start, at))
    return spans, at


def _find(text: str, form: str, at: int) -> Span:
    """The next place of a form; only white space may lie before it."""
    while at < len(text) and text[at].isspace():
        at += 1
    end = at
    # A form may hold spaces ("10 000") where the text has others, such as a line break.
    for part in form.split(" "):
        while end < len(text) and text[end].isspace() and end > at:
            end += 1
        if not part or not text.startswith(part, end):
            found = text[at : at + 20]
            raise InputError(
                f"the word {form!r} does not stand at offset {at} of the text, which reads {found!r}"
            )
        end += len(part)
    return at, end


def _split(forms: Sequence[str], start: int, end: int) -> list[Span]:
    """A fused word's span ("can't") shared out among its words, by their lengths."""
    if end - start < len(forms):
        raise InputError(f"the fused word at offset {start} has more words than letters")
    spans: list[Span] = []
    for left, form in zip(range(len(forms) - 1, -1, -1), forms, strict=True):
        stop = min(start + max(1, len(form)), end - left) if left else end
        spans.append((start, stop))
        start = stop
    return spans


def _add_tags(words: Sequence[Row], base: int, number: int, draft: Draft) -> None:
    heads: list[int] = []
    for row in words:
        if not row[6].isdigit() or int(row[6]) > len(words):
            raise InputError(
                f"sentence {number}: the head of {row[1]!r} is {row[6]!r}, no word of the sentence"
            )
        heads.append(int(row[6]) - 1)
    if not _is_tree(heads):
        raise InputError(f"sentence {number}: the heads form no tree with one root")
    for row, head in zip(words, heads, strict=True):
        lemma = row[1] if row[2] == "_" else row[2]
        above = base + head if head >= 0 else -1
        draft.tags.append((lemma, row[3], row[4], above, row[7]))


def _is_tree(heads: Sequence[int]) -> bool:
    if sum(head < 0 for head in heads) != 1:
        return False
    for word in range(len(heads)):
        at = word
        for _ in heads:
            at = heads[at] if at >= 0 else -1
        if at >= 0:
            return False
    return True


def _entities(words: Sequence[Row], base: int) -> Iterator[RawEntity]:
    """Entities of `ner=B-PERSON` and the like."""
    start, label = -1, ""
    for index, row in enumerate([*words, None]):
        tag = "O" if row is None else _ner(row)
        begins = tag[:1] in {"B", "S", "O"} or tag[2:] != label
        if start >= 0 and begins:
            if label in _LABELS:
                yield base + start, base + index, _LABELS[label], 1.0
            start = -1
        if start < 0 and tag != "O":
            start, label = index, tag[2:]


def _ner(row: Row) -> str:
    for pair in row[9].split("|"):
        if pair.lower().startswith("ner="):
            return pair[4:]
    return "O"
