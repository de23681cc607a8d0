"""The network: one small encoder, and a head for each thing read off it."""

import math
from collections.abc import Mapping
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

from training.encoding import Labels

WIDTH, LAYERS, ATTENTION_HEADS, FEED_FORWARD = 384, 6, 12, 1536
VOCABULARY, POSITIONS, SHAPES = 30522, 512, 8
# Each group of heads mixes the encoder's layers for itself.
TREE, NAMES, VOICE, EVENTS, SENTENCE = range(5)
GROUPS = 5


class Layer(nn.Module):
    """One BERT layer, written out so that it exports to a plain graph."""

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.query, self.key, self.value, self.output = (nn.Linear(WIDTH, WIDTH) for _ in range(4))
        self.attention_norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.inner, self.outer = nn.Linear(WIDTH, FEED_FORWARD), nn.Linear(FEED_FORWARD, WIDTH)
        self.output_norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.dropout = dropout

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        batch, length, _ = x.shape
        size = WIDTH // ATTENTION_HEADS

        def heads(t: Tensor) -> Tensor:
            return t.view(batch, length, ATTENTION_HEADS, size).transpose(1, 2)

        scores = (
            torch.matmul(heads(self.query(x)), heads(self.key(x)).transpose(-1, -2)) / math.sqrt(size) + bias
        )
        weights = functional.dropout(scores.softmax(-1), self.dropout, self.training)
        context = torch.matmul(weights, heads(self.value(x))).transpose(1, 2).reshape(batch, length, WIDTH)
        x = self.attention_norm(x + functional.dropout(self.output(context), self.dropout, self.training))
        return self.output_norm(
            x + functional.dropout(self.outer(functional.gelu(self.inner(x))), self.dropout, self.training)
        )


class Biaffine(nn.Module):
    """Scores of labels for pairs of words (Dozat and Manning, 2017)."""

    def __init__(self, dependent_width: int, labels: int, dropout: float) -> None:
        super().__init__()
        self.left, self.right = nn.Linear(WIDTH, dependent_width), nn.Linear(WIDTH, dependent_width)
        self.weight = nn.Parameter(torch.randn(dependent_width + 1, labels * (dependent_width + 1)) * 0.02)
        self.labels, self.dropout = labels, dropout

    def project(self, left: Tensor, right: Tensor) -> tuple[Tensor, Tensor]:
        a = functional.dropout(functional.gelu(self.left(left)), self.dropout, self.training)
        b = functional.dropout(functional.gelu(self.right(right)), self.dropout, self.training)
        return torch.cat([a, torch.ones_like(a[..., :1])], -1), torch.cat(
            [b, torch.ones_like(b[..., :1])], -1
        )

    def pairs(self, left: Tensor, right: Tensor) -> Tensor:
        """[B, L, labels, R] for every pair."""
        a, b = self.project(left, right)
        batch, rows, width = a.shape
        mixed = torch.matmul(a, self.weight).view(batch, rows * self.labels, width)
        return torch.matmul(mixed, b.transpose(1, 2)).view(batch, rows, self.labels, b.shape[1])

    def at(self, left: Tensor, right: Tensor, index: Tensor) -> Tensor:
        """[B, L, labels] for the one word of ``right`` that ``index`` names for each word of ``left``."""
        a, b = self.project(left, right)
        b = torch.gather(b, 1, index[:, :, None].expand(-1, -1, b.shape[-1]))
        batch, rows, width = a.shape
        mixed = torch.matmul(a, self.weight).view(batch, rows, self.labels, width)
        return torch.matmul(mixed, b[:, :, :, None]).squeeze(-1)


class Network(nn.Module):
    """Encoder and heads; sees one sentence at a time, position 0 being the root."""

    def __init__(
        self,
        labels: Labels,
        *,
        arc_width: int = 256,
        rel_width: int = 96,
        role_width: int = 80,
        dropout: float = 0.1,
        head_dropout: float = 0.25,
    ) -> None:
        super().__init__()
        self.word_embedding = nn.Embedding(VOCABULARY, WIDTH)
        self.position_embedding = nn.Embedding(POSITIONS, WIDTH)
        self.type_embedding = nn.Parameter(torch.zeros(WIDTH))
        self.shape_embedding = nn.Embedding(SHAPES, WIDTH)
        nn.init.normal_(self.shape_embedding.weight, std=0.01)
        self.embedding_norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.layers = nn.ModuleList([Layer(dropout) for _ in range(LAYERS)])
        self.mix = nn.Parameter(torch.zeros(GROUPS, LAYERS))
        self.dropout, self.head_dropout = dropout, head_dropout
        self.upos, self.xpos, self.lemma = (
            nn.Linear(WIDTH, len(labels[name])) for name in ("upos", "xpos", "lemma")
        )
        self.arc_dependent, self.arc_head = nn.Linear(WIDTH, arc_width), nn.Linear(WIDTH, arc_width)
        self.arc_weight = nn.Parameter(torch.eye(arc_width) / math.sqrt(arc_width))
        self.arc_bias = nn.Linear(arc_width, 1)
        self.rel = Biaffine(rel_width, len(labels["rel"]), head_dropout)
        self.entity = nn.Linear(WIDTH, len(labels["entity"]))
        self.content, self.source, self.cue = (nn.Linear(WIDTH, len(labels["bio"])) for _ in range(3))
        self.event_hidden = nn.Linear(WIDTH, 256)
        self.anchor, self.status, self.fact = (
            nn.Linear(256, size) for size in (len(labels["anchor"]), len(labels["status"]), 1)
        )
        self.role = Biaffine(role_width, len(labels["role"]), head_dropout)
        self.embed = nn.Linear(WIDTH, WIDTH)
        nn.init.eye_(self.embed.weight)
        nn.init.zeros_(self.embed.bias)

    def load_encoder(self, path: Path) -> None:
        """Take over the weights of all-MiniLM-L6-v2."""
        weights = load_file(path)
        self.word_embedding.weight.data = weights["embeddings.word_embeddings.weight"]
        self.position_embedding.weight.data = weights["embeddings.position_embeddings.weight"]
        self.type_embedding.data = weights["embeddings.token_type_embeddings.weight"][0].clone()
        _copy(self.embedding_norm, weights, "embeddings.LayerNorm")
        names = {
            "query": "attention.self.query",
            "key": "attention.self.key",
            "value": "attention.self.value",
            "output": "attention.output.dense",
            "attention_norm": "attention.output.LayerNorm",
            "inner": "intermediate.dense",
            "outer": "output.dense",
            "output_norm": "output.LayerNorm",
        }
        for i, layer in enumerate(self.layers):
            for ours, theirs in names.items():
                _copy(getattr(layer, ours), weights, f"encoder.layer.{i}.{theirs}")

    def encode(self, ids: Tensor, case: Tensor, mask: Tensor) -> Tensor:
        """[groups, B, T, width]: the layers as each group of heads mixes them."""
        x = (
            self.word_embedding(ids)
            + self.shape_embedding(case)
            + self.position_embedding.weight[: ids.shape[1]]
            + self.type_embedding
        )
        x = functional.dropout(self.embedding_norm(x), self.dropout, self.training)
        bias = (1.0 - mask[:, None, None, :].to(x.dtype)) * -10000.0
        states = []
        for layer in self.layers:
            x = layer(x, bias)
            states.append(x)
        stacked = torch.stack(states)
        mixed = torch.matmul(self.mix.softmax(-1), stacked.view(LAYERS, -1))
        return mixed.view(GROUPS, *x.shape)

    def words(self, mixed: Tensor, first: Tensor, group: int) -> Tensor:
        """[B, W+1, width]: the first piece of each word; word 0 is the root."""
        picked = torch.gather(mixed[group], 1, first[:, :, None].expand(-1, -1, WIDTH))
        return functional.dropout(picked, self.head_dropout, self.training)

    def arcs(self, words: Tensor) -> Tensor:
        dependents = functional.dropout(
            functional.gelu(self.arc_dependent(words[:, 1:])), self.head_dropout, self.training
        )
        heads = functional.dropout(functional.gelu(self.arc_head(words)), self.head_dropout, self.training)
        return torch.matmul(torch.matmul(dependents, self.arc_weight), heads.transpose(1, 2)) + self.arc_bias(
            heads
        ).transpose(1, 2)

    def events(self, words: Tensor) -> Tensor:
        return functional.dropout(
            functional.gelu(self.event_hidden(words[:, 1:])), self.head_dropout, self.training
        )

    def sentence(self, mixed: Tensor, mask: Tensor) -> Tensor:
        """[B, width]: unit vector of the sentence."""
        weight = mask[:, :, None].to(mixed.dtype)
        mean = (mixed[SENTENCE] * weight).sum(1) / weight.sum(1)
        vector = self.embed(mean)
        return vector / vector.square().sum(-1, keepdim=True).clamp(min=1e-12).sqrt()

    def forward(self, ids: Tensor, case: Tensor, mask: Tensor, first: Tensor) -> tuple[Tensor, ...]:
        """Everything at once, in the order of ``graph.OUTPUTS``."""
        mixed = self.encode(ids, case, mask)
        tree, names, voice, events = (
            self.words(mixed, first, group) for group in (TREE, NAMES, VOICE, EVENTS)
        )
        hidden, inner, voices = self.events(events), tree[:, 1:], voice[:, 1:]
        return (
            self.arcs(tree),
            self.rel.pairs(inner, tree).argmax(2).to(torch.int32),
            self.upos(inner).argmax(-1).to(torch.int32),
            self.xpos(inner).argmax(-1).to(torch.int32),
            self.lemma(inner).argmax(-1).to(torch.int32),
            self.entity(names[:, 1:]),
            self.content(voices),
            self.source(voices),
            self.cue(voices),
            self.anchor(hidden),
            self.status(hidden),
            self.fact(hidden).squeeze(-1),
            self.role.pairs(events[:, 1:], events[:, 1:]).transpose(2, 3),
            self.sentence(mixed, mask),
        )


def _copy(module: nn.Module, weights: Mapping[str, Tensor], name: str) -> None:
    module.load_state_dict({"weight": weights[f"{name}.weight"], "bias": weights[f"{name}.bias"]})
