"""What each kind of batch teaches."""

from dataclasses import dataclass

import torch
from torch import Tensor
from torch.nn import functional

from training.batches import Batch
from training.encoding import IGNORED
from training.network import EVENTS, NAMES, TREE, VOICE, Network

_FAR_BELOW = -1e4


@dataclass(frozen=True, slots=True)
class EventLabels:
    """Indices of the labels that the event losses need."""

    anchor: dict[str, int]
    status: dict[str, int]
    role: dict[str, int]


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each loss counts."""

    tag: float = 0.5
    fact: float = 0.5
    entity: float = 2.0
    anchor: float = 1.5
    status: float = 0.7
    role: float = 1.0
    type: float = 0.5
    embed: float = 1.0
    no_event: float = 0.5  # of a word that is no event: recall matters more, the reader can threshold
    beside_trigger: float = 0.3  # of the other words of an anchor
    argument: float = 4.0  # of a pair that has a role
    unsure: float = 0.3  # of pairs without a role where some argument is not named in the sentence


WEIGHTS = Weights()


def batch_loss(network: Network, batch: Batch, labels: EventLabels, teacher: Tensor) -> Tensor:
    """The loss of one batch, whatever its kind."""
    mixed = network.encode(batch.ids, batch.case, batch.mask)
    sample = batch.examples[0].sentence
    loss = mixed.new_zeros(())
    if sample.heads is not None:
        loss = loss + _tree_loss(network, network.words(mixed, batch.first, TREE), batch)
        loss = loss + WEIGHTS.fact * _fact_loss(network, network.words(mixed, batch.first, EVENTS), batch)
    if sample.entities is not None:
        words = network.words(mixed, batch.first, NAMES)[:, 1:]
        loss = loss + WEIGHTS.entity * cross_entropy(network.entity(words), batch.targets["entity"])
    if sample.content is not None:
        words = network.words(mixed, batch.first, VOICE)[:, 1:]
        for name in ("content", "source", "cue"):
            loss = loss + cross_entropy(getattr(network, name)(words), batch.targets[name])
    if sample.anchors is not None:
        loss = loss + _event_loss(network, network.words(mixed, batch.first, EVENTS), batch, labels)
    if sample.event_type is not None:
        loss = loss + WEIGHTS.type * _type_loss(
            network, network.words(mixed, batch.first, EVENTS), batch, labels
        )
    return loss + WEIGHTS.embed * _embed_loss(network.sentence(mixed, batch.mask), batch, teacher)


def cross_entropy(logits: Tensor, targets: Tensor) -> Tensor:
    """Mean over the targets that are not to be ignored."""
    return functional.cross_entropy(
        logits.reshape(-1, logits.shape[-1]), targets.reshape(-1), ignore_index=IGNORED
    )


def _tree_loss(network: Network, words: Tensor, batch: Batch) -> Tensor:
    absent = torch.cat([torch.zeros_like(batch.word_mask[:, :1]), 1 - batch.word_mask], 1)[:, None, :] > 0
    arcs = network.arcs(words).masked_fill(absent, _FAR_BELOW)
    heads, inner = batch.targets["head"], words[:, 1:]
    loss = cross_entropy(arcs, heads) + cross_entropy(
        network.rel.at(inner, words, heads.clamp(min=0)), batch.targets["rel"]
    )
    for name in ("upos", "xpos", "lemma"):
        loss = loss + WEIGHTS.tag * cross_entropy(getattr(network, name)(inner), batch.targets[name])
    return loss


def _fact_loss(network: Network, words: Tensor, batch: Batch) -> Tensor:
    marks = [(b, w, value) for b, e in enumerate(batch.examples) for w, value in e.sentence.facts.items()]
    if not marks:
        return words.new_zeros(())
    rows, columns, values = zip(*marks, strict=True)
    predicted = network.fact(network.events(words)).squeeze(-1)[list(rows), list(columns)]
    return functional.huber_loss(predicted, torch.tensor(values, dtype=predicted.dtype))


def _event_loss(network: Network, words: Tensor, batch: Batch, labels: EventLabels) -> Tensor:
    hidden = network.events(words)
    logits = network.anchor(hidden)
    targets, weights = _anchor_targets(logits.detach().log_softmax(-1), batch, labels)
    each = functional.cross_entropy(logits.transpose(1, 2), targets, reduction="none")
    loss = WEIGHTS.anchor * (each * weights).sum() / weights.sum().clamp(min=1.0)
    statuses = _status_targets(batch, labels)
    if (statuses != IGNORED).any():
        loss = loss + WEIGHTS.status * cross_entropy(network.status(hidden), statuses)
    return loss + WEIGHTS.role * _role_loss(network, words[:, 1:], batch, labels)


def _anchor_targets(log_probability: Tensor, batch: Batch, labels: EventLabels) -> tuple[Tensor, Tensor]:
    """Type and weight of each word; of an anchor's words, the one the network itself finds likeliest is the trigger."""
    targets = torch.zeros_like(batch.word_mask)
    weights = batch.word_mask.to(log_probability.dtype) * WEIGHTS.no_event
    for b, example in enumerate(batch.examples):
        weights[b] *= example.sentence.none_weight
        for anchor in example.sentence.anchors or ():
            inside = list(anchor.words)
            kind = labels.anchor.get(anchor.type)
            weights[b, inside] = WEIGHTS.beside_trigger * weights[b, inside] if kind else 0.0
            if kind:
                trigger = inside[int(log_probability[b, inside, kind].argmax())]
                targets[b, trigger], weights[b, trigger] = kind, 1.0
    return targets, weights


def _status_targets(batch: Batch, labels: EventLabels) -> Tensor:
    targets = torch.full_like(batch.word_mask, IGNORED)
    for b, example in enumerate(batch.examples):
        for anchor in example.sentence.anchors or ():
            if anchor.status is not None:
                targets[b, list(anchor.words)] = labels.status[anchor.status]
    return targets


def _role_loss(network: Network, words: Tensor, batch: Batch, labels: EventLabels) -> Tensor:
    """Loss over the rows of the anchors only: elsewhere nothing is known."""
    rows = [
        (b, w, a)
        for b, e in enumerate(batch.examples)
        for a in e.sentence.anchors or ()
        if a.type
        for w in a.words
    ]
    if not rows:
        return words.new_zeros(())
    scores = network.role.pairs(words, words)[
        [b for b, _, _ in rows], [w for _, w, _ in rows]
    ]  # [rows, roles, W]
    width = words.shape[1]
    targets = torch.zeros(len(rows), width, dtype=torch.long)
    weights = torch.zeros(len(rows), width)
    for k, (b, w, anchor) in enumerate(rows):
        share = 1.0 / len(anchor.words)
        weights[k] = batch.word_mask[b] * share * (1.0 if anchor.is_complete else WEIGHTS.unsure)
        weights[k, w] = 0.0
        for word, role in anchor.roles:
            targets[k, word], weights[k, word] = labels.role[role], WEIGHTS.argument * share
    each = functional.cross_entropy(scores, targets, reduction="none")
    return (each * weights).sum() / weights.sum().clamp(min=1.0)


def _type_loss(network: Network, words: Tensor, batch: Batch, labels: EventLabels) -> Tensor:
    """Some word must have the sentence's type: pooled over words, since the trigger is not given."""
    scores = network.anchor(network.events(words)).log_softmax(-1)
    scores = scores.masked_fill(batch.word_mask[:, :, None] == 0, _FAR_BELOW)
    pooled = torch.logsumexp(scores, 1)[:, 1:]
    wanted = [labels.anchor[e.sentence.event_type or ""] - 1 for e in batch.examples]
    return functional.cross_entropy(pooled, torch.tensor(wanted))


def _embed_loss(vectors: Tensor, batch: Batch, teacher: Tensor) -> Tensor:
    rows = [
        (b, e.sentence.embedding) for b, e in enumerate(batch.examples) if e.sentence.embedding is not None
    ]
    if not rows:
        return vectors.new_zeros(())
    wanted = teacher[[row for _, row in rows]].to(vectors.dtype)
    return (1.0 - (vectors[[b for b, _ in rows]] * wanted).sum(-1)).mean()
