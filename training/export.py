"""From a checkpoint to the graph that ships: ONNX, float32 and int8."""

import argparse
import json
import shutil
import tempfile
from pathlib import Path

import numpy as np
import onnxruntime
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.shape_inference import quant_pre_process
from torch.export import Dim

from training.graph import INPUTS, OUTPUTS
from training.network import Network


def export(work: Path, checkpoint: str, out: Path) -> None:
    """Write model.onnx, model.int8.onnx, labels.json and tokenizer.json to ``out``, all or nothing."""
    network = Network(json.loads((work / "labels.json").read_text()))
    network.load_state_dict(torch.load(work / f"checkpoint-{checkpoint}.pt"))
    network.eval()
    out.parent.mkdir(parents=True, exist_ok=True)
    part = Path(tempfile.mkdtemp(dir=out.parent, prefix=out.name))
    part.chmod(0o755)
    _trace(network, part / "model.onnx")
    _quantise(part)
    for name in ("labels.json", "tokenizer.json"):
        shutil.copy(work / name, part / name)
    _check(network, part)
    old = out.with_name(out.name + ".old")
    shutil.rmtree(old, ignore_errors=True)
    if out.exists():
        out.rename(old)
    part.rename(out)
    shutil.rmtree(old, ignore_errors=True)


def example(batch: int = 2, pieces: int = 17, words: int = 10) -> tuple[torch.Tensor, ...]:
    """Inputs of the right shapes."""
    generator = torch.Generator().manual_seed(0)
    ids = torch.randint(1000, 20000, (batch, pieces), generator=generator)
    ones = torch.ones(batch, pieces, dtype=torch.long)
    return ids, ones, ones.clone(), torch.arange(words + 1).repeat(batch, 1)


def _trace(network: Network, path: Path) -> None:
    b, t, w = Dim("b", min=1, max=512), Dim("t", min=2, max=512), Dim("w", min=2, max=512)
    shapes = ({0: b, 1: t}, {0: b, 1: t}, {0: b, 1: t}, {0: b, 1: w})
    torch.onnx.export(
        network,
        example(),
        path,
        dynamo=True,
        dynamic_shapes=shapes,
        external_data=False,
        opset_version=18,
        input_names=INPUTS,
        output_names=OUTPUTS,
    )


def _quantise(folder: Path) -> None:
    """Weights to int8 per channel, of reduced range so that processors without VNNI do not saturate."""
    quant_pre_process(folder / "model.onnx", folder / "prepared.onnx", skip_symbolic_shape=True)
    quantize_dynamic(
        folder / "prepared.onnx",
        folder / "model.int8.onnx",
        weight_type=QuantType.QInt8,
        per_channel=True,
        reduce_range=True,
        op_types_to_quantize=["MatMul", "Gemm", "Gather"],
    )
    (folder / "prepared.onnx").unlink()


def _check(network: Network, folder: Path) -> None:
    """The float graph must agree with torch, also at other shapes than it was traced at."""
    session = onnxruntime.InferenceSession(folder / "model.onnx", providers=["CPUExecutionProvider"])
    for inputs in (example(), example(1, 23, 6)):
        with torch.no_grad():
            wanted = network(*inputs)
        got = session.run(OUTPUTS, {name: value.numpy() for name, value in zip(INPUTS, inputs, strict=True)})
        for name, a, b in zip(OUTPUTS, got, wanted, strict=True):
            worst = float(np.abs(a - b.numpy()).max())
            if a.shape != tuple(b.shape) or (a.dtype.kind == "f" and worst > 1e-3):
                raise SystemExit(f"{name} differs after export: {a.shape} {tuple(b.shape)} {worst}")


def main() -> None:
    """Export one checkpoint."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("work", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--checkpoint", default="final")
    args = parser.parse_args()
    export(args.work, args.checkpoint, args.out)


if __name__ == "__main__":
    main()
