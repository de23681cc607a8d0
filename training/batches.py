"""From sentences to padded tensors, in batches of one kind and about equal cost."""

import random
from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch import Tensor

from training.encoding import IGNORED, Example

_WORD_LAYERS = ("upos", "xpos", "lemma", "rel", "entity", "content", "source", "cue")


@dataclass(frozen=True, slots=True)
class Batch:
    """Padded tensors of some examples of one kind."""

    examples: Sequence[Example]
    ids: Tensor
    case: Tensor
    mask: Tensor
    first: Tensor
    word_mask: Tensor
    targets: dict[str, Tensor]


def cut_batches(
    examples: Sequence[Example], budget: int, *, shuffler: random.Random | None = None
) -> list[list[Example]]:
    """Batches of like length with at most ``budget`` padded pieces each."""

    def key(example: Example) -> float:
        return len(example.ids) + (shuffler.random() * 4 if shuffler else 0)

    batches: list[list[Example]] = []
    current: list[Example] = []
    longest = 0
    for example in sorted(examples, key=key):
        longest = max(longest, len(example.ids))
        if current and longest * (len(current) + 1) > budget:
            batches.append(current)
            current, longest = [], len(example.ids)
        current.append(example)
    if current:
        batches.append(current)
    return batches


def cost(batch: Sequence[Example]) -> tuple[int, int]:
    """Padded pieces and longest example of a batch, to pair batches that take the same time."""
    longest = max(len(example.ids) for example in batch)
    return longest * len(batch), longest


def collate(examples: Sequence[Example]) -> Batch:
    """One batch as tensors."""
    targets = {name: _pad([e.targets[name] for e in examples], IGNORED) for name in examples[0].targets}
    return Batch(
        examples=examples,
        ids=_pad([e.ids for e in examples]),
        case=_pad([e.case for e in examples]),
        mask=_pad([[1] * len(e.ids) for e in examples]),
        first=_pad([e.first for e in examples]),
        word_mask=_pad([[1] * len(e.sentence.words) for e in examples]),
        targets=targets,
    )


def _pad(rows: Sequence[Sequence[int]], value: int = 0) -> Tensor:
    width = max(map(len, rows))
    return torch.tensor([[*row, *[value] * (width - len(row))] for row in rows])
