"""Figures: trees, spans, factuality and events, each from a model and annotated sentences."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from dateline.language.decoding import apply_script, decode_spans, decode_tree, softmax
from dateline.language.words import Span, split_sentences
from training.running import Model
from training.sentences import Anchor, Sentence

Figures = dict[str, float]
LabelledSpan = tuple[int, int, str]
THRESHOLDS = (0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8)
ROLE_THRESHOLDS = (0.5, 0.7, 0.8, 0.9)


@dataclass(slots=True)
class Hits:
    """Right, gold and predicted."""

    right: int = 0
    gold: int = 0
    predicted: int = 0

    def add(self, gold: Set[object], predicted: Set[object]) -> None:
        """Count one unit's sets."""
        self.right += len(gold & predicted)
        self.gold += len(gold)
        self.predicted += len(predicted)

    @property
    def precision(self) -> float:
        return self.right / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        return self.right / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        total = self.gold + self.predicted
        return 2 * self.right / total if total else 0.0


@dataclass(frozen=True, slots=True)
class Tree:
    """Tags, lemmas, heads (0 = root) and relations of one sentence."""

    upos: list[str]
    lemmas: list[str]
    heads: list[int]
    rels: list[str]


def read_tree(model: Model, words: Sequence[str]) -> Tree:
    """The tree the model finds for a sentence."""
    out, n, labels = model.run(words), len(words), model.labels
    heads = [head + 1 for head in decode_tree(out["arc"][:n, : n + 1])]
    rels = [labels["rel"][out["rel"][i, h]] for i, h in enumerate(heads)]
    rels = ["root" if h == 0 else "dep" if rel == "root" else rel for h, rel in zip(heads, rels, strict=True)]
    lemmas = [apply_script(word, labels["lemma"][k]) for word, k in zip(words, out["lemma"][:n], strict=True)]
    return Tree([labels["upos"][k] for k in out["upos"][:n]], lemmas, heads, rels)


def score_trees(model: Model, sentences: Iterable[Sentence]) -> Figures:
    """Share of words right, on the treebank's own words; relations without subtypes, as in CoNLL 2018."""
    counts: Counter[str] = Counter()
    for s in sentences:
        tree = read_tree(model, s.words)
        for i, head in enumerate(s.heads or ()):
            attached = tree.heads[i] == head
            counts["words"] += 1
            counts["UPOS"] += tree.upos[i] == (s.upos or ())[i]
            counts["lemma"] += tree.lemmas[i] == (s.lemmas or ())[i]
            counts["UAS"] += attached
            counts["LAS"] += attached and main_rel(tree.rels[i]) == main_rel((s.rels or ())[i])
    return {name: counts[name] / counts["words"] for name in ("UPOS", "lemma", "UAS", "LAS")}


def main_rel(rel: str) -> str:
    """A relation without its subtype."""
    return rel.split(":", maxsplit=1)[0]


@dataclass(frozen=True, slots=True)
class RawDocument:
    """A treebank document as running text, with its sentences as word offsets."""

    text: str
    sentences: list[Sentence]
    words: list[list[Span]] = field(default_factory=list)


def score_raw(model: Model, documents: Iterable[RawDocument]) -> Figures:
    """F1 of words, sentences and attachments from raw text, matched by offsets."""
    hits = {name: Hits() for name in ("words", "sentences", "UAS", "LAS")}
    for document in documents:
        gold = _offset_rows(document.words, [(s.heads or (), s.rels or ()) for s in document.sentences])
        found = split_sentences(document.text)
        trees = [read_tree(model, [document.text[a:b] for a, b in s]) for s in found]
        system = _offset_rows(found, [(t.heads, t.rels) for t in trees])
        hits["words"].add({r[0] for r in gold}, {r[0] for r in system})
        hits["sentences"].add(
            {(s[0][0], s[-1][1]) for s in document.words}, {(s[0][0], s[-1][1]) for s in found}
        )
        hits["UAS"].add({r[:2] for r in gold}, {r[:2] for r in system})
        hits["LAS"].add(set(gold), set(system))
    return {name: hit.f1 for name, hit in hits.items()}


def _offset_rows(
    words: Sequence[Sequence[Span]], trees: Sequence[tuple[Sequence[int], Sequence[str]]]
) -> list[tuple[Span, Span | None, str]]:
    rows = []
    for sentence, (heads, rels) in zip(words, trees, strict=True):
        for span, head, rel in zip(sentence, heads, rels, strict=True):
            rows.append((span, sentence[head - 1] if head else None, main_rel(rel)))
    return rows


def score_entities(model: Model, sentences: Iterable[Sentence]) -> Figures:
    """Exact span F1 of names, all classes and each."""
    hits: dict[str, Hits] = {}
    for s in sentences:
        scores = model.run(s.words)["entity"]
        gold, found = spans(s.entities or ()), _read_spans(scores, len(s.words), model.labels["entity"])
        hits.setdefault("all", Hits()).add(gold, found)
        for kind in {x[2] for x in gold | found}:
            hits.setdefault(kind, Hits()).add(
                {x for x in gold if x[2] == kind}, {x for x in found if x[2] == kind}
            )
    return {kind: hit.f1 for kind, hit in sorted(hits.items())}


def score_attributions(model: Model, sentences: Iterable[Sentence]) -> Figures:
    """F1 of words inside, and of exact spans, for content, source and cue."""
    inside = {name: Hits() for name in ("content", "source", "cue")}
    exact = {name: Hits() for name in inside}
    for s in sentences:
        out = model.run(s.words)
        for name, hit in inside.items():
            gold, found = spans(getattr(s, name)), _read_spans(out[name], len(s.words), model.labels["bio"])
            exact[name].add(gold, found)
            hit.add(_covered(gold), _covered(found))
    words = {f"{name} words": hit.f1 for name, hit in inside.items()}
    return {**words, **{f"{name} spans": hit.f1 for name, hit in exact.items()}}


def _read_spans(scores: NDArray[np.float32], words: int, labels: Sequence[str]) -> set[LabelledSpan]:
    return {span[:3] for span in decode_spans(scores[:words], tuple(labels))}


def spans(tags: Sequence[str]) -> set[LabelledSpan]:
    """Half-open spans of a BIO sequence in which every span begins with B."""
    starts = [i for i, tag in enumerate(tags) if tag[0] == "B"]
    ends = [next((j for j in range(i + 1, len(tags)) if tags[j][0] != "I"), len(tags)) for i in starts]
    return {(i, j, tags[i][2:]) for i, j in zip(starts, ends, strict=True)}


def _covered(found: Set[LabelledSpan]) -> set[int]:
    return {i for start, end, _ in found for i in range(start, end)}


def score_facts(model: Model, rows: Iterable[tuple[Sequence[str], dict[int, float]]]) -> Figures:
    """Pearson's r between the scores read and given."""
    read, given = [], []
    for words, facts in rows:
        out = model.run(words)["fact"]
        read += [float(out[i]) for i in facts]
        given += list(facts.values())
    return {"r": float(np.corrcoef(read, given)[0, 1]), "words": len(given)}


def score_events(model: Model, sentences: Sequence[Sentence]) -> Figures:
    """Anchors by threshold on 1 - P(NONE); type, status and roles at the anchors of the gold."""
    anchors = {threshold: Hits() for threshold in THRESHOLDS}
    roles = {(name, threshold): Hits() for name in model.labels["role"][1:] for threshold in ROLE_THRESHOLDS}
    counts: Counter[str] = Counter()
    for s in sentences:
        out, n = model.run(s.words), len(s.words)
        p = softmax(out["anchor"][:n])
        certainty = 1.0 - p[:, 0]
        for threshold, hit in anchors.items():
            _count_anchors(hit, s, {i for i in range(n) if certainty[i] >= threshold})
        for anchor in s.anchors or ():
            trigger = max(anchor.words, key=lambda i: certainty[i])
            counts["anchors"] += 1
            counts["type"] += model.labels["anchor"][1 + int(p[trigger, 1:].argmax())] == anchor.type
            counts["status"] += model.labels["status"][int(out["status"][trigger].argmax())] == anchor.status
            _count_roles(roles, anchor, softmax(out["role"][trigger, :n]), model.labels["role"])
    figures = {f"accuracy of {name}": counts[name] / counts["anchors"] for name in ("type", "status")}
    for threshold, hit in anchors.items():
        figures |= _parts(f"anchor at {threshold}", hit)
    for (name, threshold), hit in roles.items():
        figures |= _parts(f"{name} at {threshold}", hit)
    return figures


def _parts(name: str, hit: Hits) -> Figures:
    return {f"{name}, P": hit.precision, f"{name}, R": hit.recall, f"{name}, F1": hit.f1}


def _count_roles(
    roles: dict[tuple[str, float], Hits], anchor: Anchor, p: NDArray[np.float32], labels: list[str]
) -> None:
    """Words read as actor, recipient or place of an anchor, against those that the gold names in its sentence."""
    best = p[:, 1:].argmax(1) + 1
    for (name, threshold), hit in roles.items():
        k = labels.index(name)
        found = {i for i in range(len(p)) if best[i] == k and p[i, k] >= threshold}
        hit.add({i for i, role in anchor.roles if role == name}, found)


def _count_anchors(hit: Hits, sentence: Sentence, fired: set[int]) -> None:
    """A gold anchor is found when one of its words fires; more words of the same anchor are neither right nor wrong."""
    gold = [set(anchor.words) for anchor in sentence.anchors or ()]
    found = sum(bool(words & fired) for words in gold)
    outside = fired - set().union(*gold)
    hit.right += found
    hit.gold += len(gold)
    hit.predicted += found + len(outside)


def is_genre(document: str, genres: Iterable[str]) -> bool:
    """Whether a GUM document is of one of the genres."""
    return bool(re.match(rf"GUM_(?:{'|'.join(genres)})_", document))
