"""Read the corpora, fix the label inventories, and compute the teacher's sentence embeddings."""

import argparse
import json
import pickle
import random
import time
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import torch
from tokenizers import Tokenizer
from torch import Tensor

from training import corpora
from training.alignment import KAIROS_TYPES
from training.batches import collate, cut_batches
from training.encoding import Encoder, encode_all
from training.inventory import ENTITIES, ROLES, STATUSES, TYPES
from training.network import Network
from training.sentences import BIO, Sentence, edit_script

# A lemma script seen less often is an idiosyncrasy of one word.
_LEMMA_MINIMUM = 3


def read_training(root: Path, gold: Path) -> dict[str, list[Sentence]]:
    """Training sentences by kind."""
    facts = corpora.read_factuality(root / "factuality/uds_ih2-train.jsonl.gz")
    ewt = corpora.read_conllu(root / "ud/en_ewt-train.conllu.gz")
    gum = corpora.read_conllu(root / "ud/en_gum-train.conllu.gz", skip_genres=corpora.NON_COMMERCIAL)
    return {
        "tree": [replace(s, facts=facts.get(" ".join(s.words), {})) for s in ewt] + gum,
        "entity": corpora.read_newswire(root / "ner/wwn-train.jsonl.gz"),
        "attribution": corpora.read_attributions(root / "attribution/polnear-train.jsonl.gz"),
        "gold": corpora.read_gold(gold / "train.jsonl") + corpora.read_gold(gold / "train-sentences.jsonl"),
        "wikievents": corpora.read_wikievents(root / "events/wikievents-train.jsonl.gz"),
        "typed": corpora.read_typed_sentences(
            root / "events/plv-train.tsv.gz", root / "events/plover_gsr_cameo.json.gz"
        ),
    }


def inventories(trees: Iterable[Sentence]) -> dict[str, list[str]]:
    """The labels of every head, most frequent first where the treebanks decide."""
    counts: dict[str, Counter[str]] = {name: Counter() for name in ("upos", "xpos", "rel", "lemma")}
    for s in trees:
        counts["upos"].update(s.upos or ())
        counts["xpos"].update(s.xpos or ())
        counts["rel"].update(s.rels or ())
        counts["lemma"].update(map(edit_script, s.words, s.lemmas or ()))
    labels = {
        name: [label for label, n in c.most_common() if name != "lemma" or n >= _LEMMA_MINIMUM]
        for name, c in counts.items()
    }
    labels["entity"] = ["O", *(f"{edge}-{kind}" for kind in ENTITIES for edge in "BI")]
    return {**labels, "bio": list(BIO), "anchor": TYPES, "status": STATUSES, "role": ROLES}


def teach(
    encoder: Encoder, network: Network, sentences: list[Sentence], *, seconds: float
) -> tuple[Tensor, set[int]]:
    """Embeddings by the untouched starting encoder of as many sentences as the time allows, and which they are."""
    vectors = torch.zeros(len(sentences), 384)
    done: set[int] = set()
    where = {id(s): i for i, s in enumerate(sentences)}
    examples = [e for e in encode_all(encoder, sentences) if 8 <= len(e.ids) <= 60]
    batches = cut_batches(examples, 1500)
    random.Random(5).shuffle(batches)
    network.eval()
    network.shape_embedding.weight.data.zero_()
    network.mix.data[:] = torch.tensor([0.0] * 5 + [100.0])  # the last layer, as the teacher pools it
    started = time.monotonic()
    with torch.no_grad():
        for batch in batches:
            if time.monotonic() - started > seconds:
                break
            tensors = collate([replace(e, targets={}) for e in batch])
            rows = [where[id(e.sentence)] for e in batch]
            vectors[rows] = network.sentence(
                network.encode(tensors.ids, tensors.case, tensors.mask), tensors.mask
            )
            done.update(rows)
    return vectors, done


def main() -> None:
    """Write ``data.pickle``, ``teacher.pt`` and ``labels.json`` into the work folder."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("work", type=Path)
    parser.add_argument("--corpora", type=Path, default=Path("../shared/corpora"))
    parser.add_argument("--gold", type=Path, default=Path("../shared/gold"))
    parser.add_argument("--encoder", type=Path, required=True, help="folder of all-MiniLM-L6-v2")
    parser.add_argument("--teach-seconds", type=float, default=150)
    args = parser.parse_args()
    args.work.mkdir(parents=True, exist_ok=True)
    data = read_training(args.corpora, args.gold)
    labels = inventories(data["tree"])
    assert set(KAIROS_TYPES.values()) <= set(TYPES)
    (args.work / "labels.json").write_text(json.dumps(labels, ensure_ascii=False))
    tokenizer = args.encoder / "tokenizer.json"
    (args.work / "tokenizer.json").write_bytes(tokenizer.read_bytes())
    network = Network(labels)
    network.load_encoder(args.encoder / "model.safetensors")
    texts = data["gold"] + data["entity"] + data["attribution"]
    vectors, done = teach(
        Encoder(Tokenizer.from_file(str(tokenizer)), labels), network, texts, seconds=args.teach_seconds
    )
    torch.save(vectors[sorted(done)].half(), args.work / "teacher.pt")
    row_of = {index: row for row, index in enumerate(sorted(done))}
    taught = [replace(s, embedding=row_of.get(i)) for i, s in enumerate(texts)]
    cut, end = len(data["gold"]), len(data["gold"]) + len(data["entity"])
    data.update(gold=taught[:cut], entity=taught[cut:end], attribution=taught[end:])
    (args.work / "data.pickle").write_bytes(pickle.dumps(data))
    for kind, sentences in data.items():
        print(kind, len(sentences), sum(len(s.words) for s in sentences))
    print("taught", len(done))


if __name__ == "__main__":
    main()
