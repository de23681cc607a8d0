"""Score an exported model on the development corpora."""

import argparse
import json
from collections.abc import Callable, Sequence
from pathlib import Path

from training import corpora
from training.running import Model
from training.scoring import (
    Figures,
    RawDocument,
    is_genre,
    score_attributions,
    score_entities,
    score_events,
    score_facts,
    score_raw,
    score_trees,
)
from training.treebanks import read_documents


def evaluations(root: Path, gold: Path, every: int) -> dict[str, Callable[[Model], Figures]]:
    """The evaluations by name; ``every`` takes each n-th sentence of the large sets only."""
    gum = root / "ud/en_gum-dev.conllu.gz"

    def raw(model: Model) -> Figures:
        return score_raw(model, _news(read_documents(gum)))

    def facts(model: Model) -> Figures:
        table = corpora.read_factuality(root / "factuality/uds_ih2-dev.jsonl.gz")
        return score_facts(model, [(text.split(), marks) for text, marks in list(table.items())[::every]])

    return {
        "events, gold dev": lambda m: score_events(m, corpora.read_gold(gold / "dev.jsonl")),
        "raw text, GUM news dev": raw,
        "tree, EWT dev": lambda m: score_trees(
            m, corpora.read_conllu(root / "ud/en_ewt-dev.conllu.gz")[::every]
        ),
        "tree, GUM dev": lambda m: score_trees(m, corpora.read_conllu(gum)[::every]),
        "tree, GUM dev, free genres": lambda m: score_trees(
            m, corpora.read_conllu(gum, skip_genres=corpora.NON_COMMERCIAL)[::every]
        ),
        "names, newswire dev, by paragraph": lambda m: score_entities(
            m, corpora.read_newswire(root / "ner/wwn-dev.jsonl.gz", split=False)[::every]
        ),
        "names, newswire dev, by sentence": lambda m: score_entities(
            m, corpora.read_newswire(root / "ner/wwn-dev.jsonl.gz")[::every]
        ),
        "attribution, PolNeAR dev": lambda m: score_attributions(
            m, corpora.read_attributions(root / "attribution/polnear-dev.jsonl.gz")[::every]
        ),
        "factuality, UDS-IH2 dev": facts,
    }


def _news(documents: dict[str, RawDocument]) -> Sequence[RawDocument]:
    return [document for name, document in documents.items() if is_genre(name, ["news"])]


def main() -> None:
    """Print every figure, and write them as JSON with --json."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("model", type=Path, help="folder of an exported model")
    parser.add_argument("--file", default="model.int8.onnx")
    parser.add_argument("--corpora", type=Path, default=Path("../shared/corpora"))
    parser.add_argument("--gold", type=Path, default=Path("../shared/gold"))
    parser.add_argument("--every", type=int, default=1)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--only", default="", help="names of evaluations that contain this")
    parser.add_argument("--json", type=Path)
    args = parser.parse_args()
    model = Model(args.model, file=args.file, threads=args.threads)
    results = {}
    for name, evaluate in evaluations(args.corpora, args.gold, args.every).items():
        if args.only in name:
            results[name] = {key: round(float(value), 4) for key, value in evaluate(model).items()}
            print(
                f"{name}: " + ", ".join(f"{key} {value:g}" for key, value in results[name].items()),
                flush=True,
            )
    if args.json:
        args.json.write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
