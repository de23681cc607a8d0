"""From a parser's draft to the finished analysis, the same for every parser."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from dateline.language.coreference import find_chains
from dateline.language.cue_spans import mend_cues
from dateline.language.entities import RawEntity, find_entities
from dateline.language.words import Span
from dateline.model.analysis import Analysis, Anchor, Sentence, Token

Tags = tuple[str, str, str, int, str]
"""Lemma, UPOS, XPOS, head (index among the report's tokens, -1 for a root) and relation of one token."""


@dataclass(slots=True)
class Draft:
    """What a parser read of a text; indexes are those of the report's tokens."""

    tags: list[Tags] = field(default_factory=list)
    embeddings: list[bytes] = field(default_factory=list)
    """One for each sentence, or none at all."""
    entities: list[RawEntity] = field(default_factory=list)
    contents: list[tuple[int, int]] = field(default_factory=list)
    sources: list[tuple[int, int]] = field(default_factory=list)
    cues: list[tuple[int, int]] = field(default_factory=list)
    anchors: list[Anchor] = field(default_factory=list)


def assemble(text: str, sentences: Sequence[Sequence[Span]], draft: Draft) -> Analysis:
    """The analysis of a text from its word offsets and a draft with one entry for each word."""
    tokens = _tokens(text, sentences, draft.tags)
    dependents: list[list[int]] = [[] for _ in tokens]
    for token in tokens:
        if token.head >= 0:
            dependents[token.head].append(token.index)
    analysis = Analysis(
        text=text,
        tokens=tokens,
        sentences=_sentences(text, sentences, draft.embeddings),
        dependents=tuple(map(tuple, dependents)),
        anchors=tuple(draft.anchors),
        contents=tuple(draft.contents),
        sources=tuple(draft.sources),
        cues=mend_cues(tokens, draft.cues),
        embedding=mean_embedding(draft.embeddings),
    )
    analysis = replace(analysis, entities=find_entities(analysis, draft.entities))
    return replace(analysis, chains=find_chains(analysis))


def mean_embedding(embeddings: Sequence[bytes]) -> bytes:
    """The mean of packed vectors at length one, packed likewise; empty where there are none."""
    vectors = [np.frombuffer(packed, "<f2") for packed in embeddings if packed]
    if not vectors:
        return b""
    mean = np.mean(vectors, axis=0, dtype=np.float32)
    norm = float(np.linalg.norm(mean))
    return (mean / norm if norm else mean).astype("<f2").tobytes()


def _tokens(text: str, sentences: Sequence[Sequence[Span]], tags: Sequence[Tags]) -> tuple[Token, ...]:
    tokens: list[Token] = []
    for number, spans in enumerate(sentences):
        for start, end in spans:
            index = len(tokens)
            lemma, upos, xpos, head, rel = tags[index]
            tokens.append(Token(index, start, end, text[start:end], lemma, upos, xpos, head, rel, number))
    return tuple(tokens)


def _sentences(
    text: str, sentences: Sequence[Sequence[Span]], embeddings: Sequence[bytes]
) -> tuple[Sentence, ...]:
    numbers = _paragraph_numbers(text, sentences)
    made: list[Sentence] = []
    first = 0
    for index, spans in enumerate(sentences):
        last = first + len(spans)
        embedding = embeddings[index] if embeddings else b""
        made.append(Sentence(index, first, last, spans[0][0], spans[-1][1], numbers[index], embedding))
        first = last
    return tuple(made)


def _paragraph_numbers(text: str, sentences: Sequence[Sequence[Span]]) -> list[int]:
    """A paragraph for each sentence: after a blank line always, after a newline unless the text is wrapped.

    A block between blank lines whose newlines fall inside sentences as well is hard-wrapped.
    """
    blocks: list[list[int]] = []
    for index, spans in enumerate(sentences):
        gap = text[sentences[index - 1][-1][1] : spans[0][0]] if index else ""
        if not blocks or any(not line.strip() for line in gap.split("\n")[1:-1]):
            blocks.append([])
        blocks[-1].append(index)
    numbers: list[int] = []
    paragraph = -1
    for block in blocks:
        inner = len([i for i in block if "\n" in text[sentences[i][0][0] : sentences[i][-1][1]]])
        for index in block:
            at = sentences[index][0][0]
            gap = text[sentences[index - 1][-1][1] : at] if index else ""
            if index == block[0] or ("\n" in gap and 2 * inner < len(block)):
                paragraph += 1
            numbers.append(paragraph)
    return numbers
