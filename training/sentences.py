"""The training sentence: words and whatever a corpus says about them."""

from collections.abc import Sequence
from dataclasses import dataclass, field

BIO = ("O", "B", "I")


@dataclass(frozen=True, slots=True)
class Anchor:
    """An event mention: candidate trigger words, type, status, and the words that head its arguments."""

    words: tuple[int, ...]
    type: str
    status: str | None = None
    roles: tuple[tuple[int, str], ...] = ()
    is_complete: bool = True  # False when an argument of the event is not named in this sentence


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of one corpus; a field is None where the corpus says nothing."""

    words: tuple[str, ...]
    upos: tuple[str, ...] | None = None
    xpos: tuple[str, ...] | None = None
    lemmas: tuple[str, ...] | None = None
    heads: tuple[int, ...] | None = None
    rels: tuple[str, ...] | None = None
    entities: tuple[str, ...] | None = None
    content: tuple[str, ...] | None = None
    source: tuple[str, ...] | None = None
    cue: tuple[str, ...] | None = None
    facts: dict[int, float] = field(default_factory=dict)
    anchors: tuple[Anchor, ...] | None = None
    none_weight: float = 1.0  # how far to trust that an unmarked word is no event
    event_type: str | None = None  # type of the sentence's main event, trigger unknown
    embedding: int | None = None  # row in the table of teacher embeddings


@dataclass(frozen=True, slots=True)
class Annotated:
    """A raw text with labelled spans, before it is cut into sentences."""

    text: str
    spans: tuple[tuple[int, int, str], ...] = ()


def edit_script(form: str, lemma: str) -> str:
    """How to make the lemma from the form: keep case or not, letters to drop, letters to add."""
    keep = lemma[:1].isupper() or lemma == form
    base = form if keep else form.lower()
    k = 0
    while k < min(len(base), len(lemma)) and base[k] == lemma[k]:
        k += 1
    return f"{int(keep)}|{len(base) - k}|{lemma[k:]}"


def repair(tags: Sequence[str]) -> tuple[str, ...]:
    """BIO tags in which every entity begins with B."""
    out: list[str] = []
    for tag in tags:
        is_loose = tag[0] == "I" and (not out or out[-1] == "O" or out[-1][1:] != tag[1:])
        out.append("B" + tag[1:] if is_loose else tag)
    return tuple(out)
