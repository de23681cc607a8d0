"""The bare encoder: what every stage's time is compared with."""

from __future__ import annotations

import time
from collections.abc import Sequence
from functools import cache

from dateline.language import PACKAGED
from dateline.language.encoder import Encoder
from dateline.language.words import split_sentences


@cache
def _encoder() -> Encoder:
    return Encoder(PACKAGED)


def encoder_seconds(texts: Sequence[str]) -> float:
    """CPU seconds for one pass over the texts' sentences, sentence splitting and decoding left out."""
    encoder = _encoder()
    sentences = [
        [text[start:end] for start, end in spans] for text in texts for spans in split_sentences(text)
    ]
    windows = [words[first:last] for words in sentences for first, last in encoder.windows(words)]
    started = time.process_time()
    for words in windows:
        encoder.read(words)
    return time.process_time() - started
