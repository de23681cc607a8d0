"""The parser: raw text in, analysis out."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from dateline.errors import ModelError
from dateline.language.assembly import Draft, assemble
from dateline.language.decoding import apply_script, decode_ranges, decode_spans, decode_tree, softmax
from dateline.language.encoder import REMEDY, Encoder, Signals
from dateline.language.lemmas import mend_lemma
from dateline.language.words import Span, split_sentences
from dateline.model.analysis import Analysis, Anchor, Role

ANCHOR_FLOOR = 0.05
"""Words less likely than this to be an event's anchor are left out."""
ROLE_FLOOR = 0.15
_NEEDED = frozenset({"upos", "xpos", "rel", "lemma", "entity"})
LABEL_FLOOR = 0.02
"""Types and statuses less likely than this are left out of an anchor's lists."""


class NeuralParser:
    """A `Parser` over one ONNX model; the same text always gives the same analysis."""

    def __init__(self, encoder: Encoder) -> None:
        """Take the encoder over; raise ModelError where labels of a head that must be there are missing."""
        self._encoder = encoder
        labels = {name: tuple(values) for name, values in encoder.labels.items()}
        missing = _NEEDED - labels.keys()
        if missing:
            raise ModelError(f"the model's labels lack {', '.join(sorted(missing))}. {REMEDY}")
        self._upos, self._xpos, self._rel = labels["upos"], labels["xpos"], labels["rel"]
        self._lemma, self._entity = labels["lemma"], labels["entity"]
        self._bio = labels.get("bio", ("O", "B", "I"))
        self._types, self._statuses = labels.get("anchor", ()), labels.get("status", ())
        self._roles = labels.get("role", ())

    def parse(self, text: str) -> Analysis:
        """The analysis of any text; one without words gives an analysis without tokens."""
        return self.parse_sentences(text, split_sentences(text))

    def parse_sentences(self, text: str, sentences: Sequence[Sequence[Span]]) -> Analysis:
        """The analysis of a text whose words and sentences are given, as offsets; no sentence may be empty."""
        draft = Draft()
        for spans in sentences:
            self._read_sentence([text[start:end] for start, end in spans], draft)
        return assemble(text, sentences, draft)

    def _read_sentence(self, words: Sequence[str], draft: Draft) -> None:
        """Read a sentence window by window; the roots of later windows hang on the first one's."""
        root = -1
        vectors: list[tuple[int, npt.NDArray[np.float32]]] = []
        for first, last in self._encoder.windows(words):
            signals = self._encoder.read(words[first:last])
            root = self._add_tags(words[first:last], signals, root, draft)
            if signals.embed is not None:
                vectors.append((last - first, signals.embed))
        draft.embeddings.append(_pack_embedding(vectors))

    def _add_tags(self, words: Sequence[str], signals: Signals, root: int, draft: Draft) -> int:
        """Add one window's words to the draft; the sentence's root token comes back."""
        offset = len(draft.tags)
        heads = decode_tree(signals.arc)
        chosen = signals.rel[np.arange(len(heads)), np.array(heads) + 1].tolist()
        upos, xpos, lemma = signals.upos.tolist(), signals.xpos.tolist(), signals.lemma.tolist()
        for i, (word, head) in enumerate(zip(words, heads, strict=True)):
            rel = self._rel[chosen[i]]
            if head < 0:
                above, rel = (-1, "root") if root < 0 else (root, "parataxis")
            else:
                above = offset + head
                rel = "dep" if rel == "root" else rel
            tag = self._xpos[xpos[i]]
            base = mend_lemma(word, tag, apply_script(word, self._lemma[lemma[i]]))
            draft.tags.append((base, self._upos[upos[i]], tag, above, rel))
        self._add_spans(signals, offset, draft)
        self._add_anchors(signals, offset, draft)
        return offset + heads.index(-1) if root < 0 else root

    def _add_spans(self, signals: Signals, offset: int, draft: Draft) -> None:
        for first, last, label, score in decode_spans(signals.entity, self._entity):
            draft.entities.append((offset + first, offset + last, label, score))
        heads = (
            (signals.content, draft.contents),
            (signals.source, draft.sources),
            (signals.cue, draft.cues),
        )
        for logits, ranges in heads:
            if logits is not None:
                found = decode_ranges(logits, self._bio)
                ranges.extend((offset + first, offset + last) for first, last, _ in found)

    def _add_anchors(self, signals: Signals, offset: int, draft: Draft) -> None:
        if signals.anchor is None or signals.status is None or signals.fact is None or signals.role is None:
            return
        types = softmax(signals.anchor)
        kept = np.flatnonzero(1.0 - types[:, 0] >= ANCHOR_FLOOR)
        if not len(kept):
            return
        scores = 1.0 - types[kept, 0]
        given = _ranked(self._types[1:], types[kept, 1:] / types[kept, 1:].sum(1, keepdims=True))
        statuses = _ranked(self._statuses, softmax(signals.status[kept]))
        roles = self._ranked_roles(softmax(signals.role[kept]), offset)
        facts = signals.fact[kept].clip(-3.0, 3.0).tolist()
        for k, token in enumerate(kept.tolist()):
            draft.anchors.append(
                Anchor(offset + token, float(scores[k]), given[k], statuses[k], facts[k], tuple(roles[k]))
            )

    def _ranked_roles(self, probabilities: npt.NDArray[np.float32], offset: int) -> list[list[Role]]:
        """For each anchor the roles of the words that pass the floor, in text order."""
        found: list[list[Role]] = [[] for _ in probabilities]
        anchors, words, labels = np.nonzero(probabilities[:, :, 1:] >= ROLE_FLOOR)
        values = probabilities[anchors, words, labels + 1].tolist()
        rows = zip(anchors.tolist(), words.tolist(), labels.tolist(), values, strict=True)
        for anchor, word, label, value in rows:
            found[anchor].append(Role(offset + word, self._roles[label + 1], value))
        return found


def _ranked(
    labels: Sequence[str], probabilities: npt.NDArray[np.float32]
) -> list[tuple[tuple[str, float], ...]]:
    """For each row its labels above the floor, likeliest first; equals keep the labels' order."""
    orders = np.argsort(-probabilities, axis=1, kind="stable").tolist()
    values = probabilities.tolist()
    return [
        tuple((labels[i], row[i]) for i in order if row[i] >= LABEL_FLOOR)
        for order, row in zip(orders, values, strict=True)
    ]


def _pack_embedding(vectors: Sequence[tuple[int, npt.NDArray[np.float32]]]) -> bytes:
    """The windows' mean vector, weighted by words, at length one, as little-endian float16."""
    if not vectors:
        return b""
    mean = (
        vectors[0][1] if len(vectors) == 1 else sum((vector * size for size, vector in vectors), np.zeros(1))
    )
    norm = float(np.sqrt(np.square(mean).sum()))
    return (mean / norm if norm else mean).astype("<f2").tobytes()
