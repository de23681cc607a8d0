"""Figures: trees, spans, factuality and events, each from a model and annotated sentences."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np

from dateline.language.words import Span, split_sentences
from training.decoding import best_tags, best_tree, spans
from training.running import Model
from training.sentences import Sentence

Figures = dict[str, float]
THRESHOLDS = (0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8)


@dataclass(slots=True)
class Hits:
    """Right, gold and predicted."""

    right: int = 0
    gold: int = 0
    predicted: int = 0

    def add(self, gold: set[object], predicted: set[object]) -> None:
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
    heads = best_tree(out["arc"][:n, : n + 1])
    rels = [labels["rel"][out["rel"][i, h]] for i, h in enumerate(heads)]
    rels = ["root" if h == 0 else "dep" if rel == "root" else rel for h, rel in zip(heads, rels, strict=True)]
    lemmas = [apply_script(word, labels["lemma"][k]) for word, k in zip(words, out["lemma"][:n], strict=True)]
    return Tree([labels["upos"][k] for k in out["upos"][:n]], lemmas, heads, rels)


def apply_script(form: str, script: str) -> str:
    """The lemma of a form by an edit script."""
    keep, dropped, added = script.split("|", 2)
    base = form if keep == "1" else form.lower()
    return (base[: len(base) - int(dropped)] + added) or form


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
        tags = best_tags(model.run(s.words)["entity"][: len(s.words)], model.labels["entity"])
        gold, found = spans(list(s.entities or ())), spans(tags)
        hits.setdefault("all", Hits()).add(set(gold), set(found))
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
            gold = list(getattr(s, name))
            tags = best_tags(out[name][: len(s.words)], model.labels["bio"])
            hit.add({i for i, t in enumerate(gold) if t != "O"}, {i for i, t in enumerate(tags) if t != "O"})
            exact[name].add(set(spans(gold)), set(spans(tags)))
    words = {f"{name} words": hit.f1 for name, hit in inside.items()}
    return {**words, **{f"{name} spans": hit.f1 for name, hit in exact.items()}}


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
    counts: Counter[str] = Counter()
    roles = {name: Hits() for name in model.labels["role"][1:]}
    for s in sentences:
        out, n = model.run(s.words), len(s.words)
        p = _softmax(out["anchor"][:n])
        certainty = 1.0 - p[:, 0]
        for threshold, hit in anchors.items():
            _count_anchors(hit, s, {i for i in range(n) if certainty[i] >= threshold})
        for anchor in s.anchors or ():
            trigger = max(anchor.words, key=lambda i: certainty[i])
            counts["anchors"] += 1
            counts["type"] += model.labels["anchor"][1 + int(p[trigger, 1:].argmax())] == anchor.type
            counts["status"] += model.labels["status"][int(out["status"][trigger].argmax())] == anchor.status
            best = out["role"][trigger, :n].argmax(-1)
            for k, name in enumerate(model.labels["role"][1:], start=1):
                roles[name].add(
                    {i for i, role in anchor.roles if role == name},
                    {int(i) for i in np.flatnonzero(best == k)},
                )
    figures = {
        f"{part} {name}": share / counts["anchors"]
        for name, share in counts.items()
        if name != "anchors"
        for part in ["accuracy of"]
    }
    for threshold, hit in anchors.items():
        figures.update(
            {
                f"anchor P at {threshold}": hit.precision,
                f"anchor R at {threshold}": hit.recall,
                f"anchor F1 at {threshold}": hit.f1,
            }
        )
    return {
        **figures,
        **{
            f"{name} {part}": getattr(hit, part)
            for name, hit in roles.items()
            for part in ("precision", "recall", "f1")
        },
    }


def _count_anchors(hit: Hits, sentence: Sentence, fired: set[int]) -> None:
    """A gold anchor is found when one of its words fires; more words of the same anchor are neither right nor wrong."""
    gold = [set(anchor.words) for anchor in sentence.anchors or ()]
    found = sum(bool(words & fired) for words in gold)
    outside = fired - set().union(*gold)
    hit.right += found
    hit.gold += len(gold)
    hit.predicted += found + len(outside)


def _softmax(x: np.ndarray) -> np.ndarray:
    e = np.exp(x - x.max(-1, keepdims=True))
    return e / e.sum(-1, keepdims=True)


def is_genre(document: str, genres: Iterable[str]) -> bool:
    """Whether a GUM document is of one of the genres."""
    return bool(re.match(rf"GUM_(?:{'|'.join(genres)})_", document))
