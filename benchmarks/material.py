"""Reports of a given length to measure with, woven from the bundled ones."""

from __future__ import annotations

import json
import random
import re
from pathlib import Path

SAMPLES = Path(__file__).parent.parent / "samples"


def paragraphs() -> list[str]:
    """The paragraphs of the bundled reports."""
    texts = [json.loads(path.read_text())["text"] for path in sorted(SAMPLES.glob("*.json"))]
    return [paragraph for text in texts for paragraph in re.split(r"\n\s*\n", text)]


def write_reports(path: Path, count: int, *, words: int = 500, seed: int = 1) -> None:
    """JSON Lines of `count` reports of about `words` words, no two alike."""
    chance, pool = random.Random(seed), paragraphs()
    with path.open("w", encoding="utf-8") as rows:
        for number in range(count):
            chosen: list[str] = []
            while sum(len(part.split()) for part in chosen) < words:
                chosen.append(chance.choice(pool))
            text = " ".join("\n\n".join(chosen).split(" ")[:words])
            rows.write(json.dumps({"id": f"bench-{number}", "published": "2017-08-31", "text": text}) + "\n")
