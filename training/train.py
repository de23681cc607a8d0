"""Train every head at once, on two processes that share their gradients."""

import argparse
import json
import pickle
import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from tokenizers import Tokenizer
from torch import Tensor, multiprocessing

from training.batches import collate, cost, cut_batches
from training.encoding import Encoder, Example, encode_all
from training.losses import EventLabels, batch_loss
from training.network import Network

RANKS = 2
FROZEN = ("word_embedding.weight", "position_embedding.weight")
_ENCODER = ("layers", "embedding_norm", "type_embedding", "shape_embedding")
# Share of each kind of data that one epoch sees; the window moves on from epoch to epoch.
SHARES = {"tree": 1.0, "entity": 0.18, "attribution": 0.10, "gold": 2.0, "wikievents": 0.20, "typed": 0.40}


@dataclass(frozen=True)
class Options:
    """How to train."""

    work: Path
    encoder: Path
    minutes: float = 70.0
    budget: int = 900
    encoder_rate: float = 1.5e-4
    head_rate: float = 1e-3
    warm_up: int = 400
    checkpoints: int = 8
    clip: float = 1.0
    seed: int = 1
    start: Path | None = None  # a checkpoint to go on from


@dataclass(frozen=True, slots=True)
class Shared:
    """What the ranks share: a gradient buffer each, the clock of rank 0, a barrier."""

    buffers: list[Tensor]
    progress: Tensor
    barrier: Any


def epochs(pools: dict[str, list[Example]], budget: int, seed: int) -> Iterator[list[list[Example]]]:
    """Without end: for each step a batch for each rank, of one kind and about equal cost; the same on every rank."""
    position = dict.fromkeys(pools, 0)
    for epoch in range(1_000_000):
        shuffler = random.Random(seed * 1000 + epoch)
        steps: list[list[list[Example]]] = []
        for kind, pool in pools.items():
            size = int(len(pool) * SHARES[kind])
            window = [pool[(position[kind] + i) % len(pool)] for i in range(size)]
            position[kind] += size
            batches = sorted(cut_batches(window, budget, shuffler=shuffler), key=cost)
            steps += [batches[i : i + RANKS] for i in range(0, len(batches) - RANKS + 1, RANKS)]
        shuffler.shuffle(steps)
        yield from steps


def build(options: Options) -> tuple[Network, dict[str, list[Example]], EventLabels, Tensor]:
    """The network at its starting point, encoded data, and the teacher's embeddings."""
    labels = json.loads((options.work / "labels.json").read_text())
    encoder = Encoder(Tokenizer.from_file(str(options.work / "tokenizer.json")), labels)
    data = pickle.loads((options.work / "data.pickle").read_bytes())
    pools = {kind: encode_all(encoder, sentences) for kind, sentences in data.items()}
    for kind, pool in pools.items():
        random.Random(f"{options.seed}{kind}").shuffle(pool)
    torch.manual_seed(options.seed)
    network = Network(labels)
    network.load_encoder(options.encoder / "model.safetensors")
    if options.start is not None:
        network.load_state_dict(torch.load(options.start))
    for name in FROZEN:
        network.get_parameter(name).requires_grad = False
    index = [{label: i for i, label in enumerate(labels[name])} for name in ("anchor", "status", "role")]
    return network, pools, EventLabels(*index), torch.load(options.work / "teacher.pt").float()


def optimiser(network: Network, options: Options) -> torch.optim.Optimizer:
    """AdamW with a lower rate for the encoder than for the heads."""
    trained = [(name, p) for name, p in network.named_parameters() if p.requires_grad]
    encoder = [p for name, p in trained if name.startswith(_ENCODER)]
    heads = [p for name, p in trained if not name.startswith(_ENCODER)]
    groups = [
        {"params": encoder, "lr": options.encoder_rate, "base": options.encoder_rate},
        {"params": heads, "lr": options.head_rate, "base": options.head_rate},
    ]
    return torch.optim.AdamW(groups, betas=(0.9, 0.98), weight_decay=0.01, fused=True)


class Averager:
    """Means of the ranks' gradients, through shared memory."""

    def __init__(self, parameters: Sequence[Tensor], shared: Shared, rank: int, clip: float) -> None:
        self._parameters, self._shared, self._rank, self._clip = parameters, shared, rank, clip
        for p in parameters:
            p.grad = torch.zeros_like(p)

    def average(self) -> None:
        """Replace each gradient by the clipped mean over the ranks."""
        gradients = [p.grad.reshape(-1) for p in self._parameters if p.grad is not None]
        torch.cat(gradients, out=self._shared.buffers[self._rank])
        self._shared.barrier.wait()
        mean = sum(self._shared.buffers[1:], self._shared.buffers[0]) / RANKS
        self._shared.barrier.wait()
        norm = float(mean.norm())
        if norm > self._clip:
            mean.mul_(self._clip / norm)
        at = 0
        for p in self._parameters:
            assert p.grad is not None
            p.grad.copy_(mean[at : at + p.numel()].view_as(p))
            at += p.numel()


def save(network: Network, work: Path, name: str) -> None:
    """Write a checkpoint so that a crash can lose no earlier one."""
    path = work / f"checkpoint-{name}.pt"
    torch.save(network.state_dict(), path.with_suffix(".part"))
    path.with_suffix(".part").rename(path)


def run(rank: int, options: Options, shared: Shared) -> None:
    """One rank: step through the epochs until the time is over."""
    torch.set_num_threads(1)
    network, pools, labels, teacher = build(options)
    torch.manual_seed(options.seed + 1 + rank)
    optimise = optimiser(network, options)
    averager = Averager(
        [p for group in optimise.param_groups for p in group["params"]], shared, rank, options.clip
    )
    network.train()
    if rank == 0:
        print({kind: len(pool) for kind, pool in pools.items()}, flush=True)
    shared.barrier.wait()
    started, written, losses, pieces = time.monotonic(), 0, [], 0
    for step, pair in enumerate(epochs(pools, options.budget, options.seed), start=1):
        loss = batch_loss(network, collate(pair[rank]), labels, teacher)
        loss.backward()
        losses.append(float(loss.detach()))
        pieces += sum(len(e.ids) for batch in pair for e in batch)
        if rank == 0:
            shared.progress[0] = (time.monotonic() - started) / (options.minutes * 60)
        averager.average()
        fraction = float(shared.progress[0])
        shared.barrier.wait()
        _update(optimise, min(1.0, step / options.warm_up) * max(0.0, 1 - fraction))
        if rank == 0 and step % 50 == 0:
            seconds = time.monotonic() - started
            print(
                f"step {step} done {fraction:.3f} loss {sum(losses) / len(losses):.4f} pieces/s {pieces / seconds:.0f} seconds {seconds:.0f}",
                flush=True,
            )
            losses.clear()
        if rank == 0 and (fraction * options.checkpoints >= written + 1 or fraction >= 1):
            written += 1
            save(network, options.work, "final" if fraction >= 1 else f"{step:06d}")
        if fraction >= 1:
            return


def _update(optimise: torch.optim.Optimizer, scale: float) -> None:
    for group in optimise.param_groups:
        group["lr"] = group["base"] * scale
    optimise.step()
    optimise.zero_grad(set_to_none=False)


def main() -> None:
    """Train from the starting encoder and write checkpoints into the work folder."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("work", type=Path)
    parser.add_argument("--encoder", type=Path, required=True, help="folder of all-MiniLM-L6-v2")
    parser.add_argument("--minutes", type=float, default=Options.minutes)
    parser.add_argument("--checkpoints", type=int, default=Options.checkpoints)
    parser.add_argument("--warm-up", type=int, default=Options.warm_up)
    parser.add_argument("--encoder-rate", type=float, default=Options.encoder_rate)
    parser.add_argument("--head-rate", type=float, default=Options.head_rate)
    parser.add_argument("--seed", type=int, default=Options.seed)
    parser.add_argument("--start", type=Path, help="a checkpoint to go on from, instead of the bare encoder")
    options = Options(**vars(parser.parse_args()))
    network = Network(json.loads((options.work / "labels.json").read_text()))
    size = sum(p.numel() for name, p in network.named_parameters() if name not in FROZEN)
    context = multiprocessing.get_context("spawn")
    buffers = [torch.zeros(size).share_memory_() for _ in range(RANKS)]
    shared = Shared(buffers, torch.zeros(1, dtype=torch.float64).share_memory_(), context.Barrier(RANKS))
    workers = [context.Process(target=run, args=(rank, options, shared)) for rank in range(RANKS)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()


if __name__ == "__main__":
    main()
