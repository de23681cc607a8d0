"""Anchors: which words name an event, of which type, by a lexicon of patterns and the model's anchor head."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from math import exp, log
from pathlib import Path

from dateline.codebook import EventType
from dateline.model.analysis import Analysis, Anchor, EntityKind, Token
from dateline.reading.lemmas import forms
from dateline.reading.wordlists import word_classes

_DATA = Path(__file__).parent / "data"
_OBJECTS = ("obj", "nsubj:pass")
_SUBJECTS = ("nsubj", "obl:agent")
_MODIFIERS = ("amod", "compound", "nmod:poss", "nmod", "advmod", "nmod:unmarked", "nummod")
_OBLIQUES = ("obl", "nmod", "obl:agent", "advmod", "obl:unmarked", "nmod:unmarked", "advcl", "ccomp", "acl")
_POS = {"VERB": "v", "NOUN": "n", "PROPN": "n", "ADJ": "a", "AUX": "a"}


@dataclass(frozen=True, slots=True)
class Frame:
    """How the arguments of an anchor stand to it; see the head of `data/anchors.tsv`."""

    kind: str
    prepositions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition of a pattern: a relation that must hold, or must not, with one of some words."""

    relation: str
    words: frozenset[str]
    wanted: bool


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of the lexicon; `type` is None where the pattern is no event."""

    pos: str
    conditions: tuple[Condition, ...]
    type: EventType | None
    frame: Frame
    weight: float
    mode: str | None


@dataclass(frozen=True, slots=True)
class Trigger:
    """A word that names an event."""

    token: int
    type: EventType
    frame: Frame
    score: float
    rule: str
    mode: str | None = None
    words: tuple[int, int] = (0, 0)
    """Half-open range of tokens that the anchor's evidence covers."""


@cache
def lexicon() -> dict[str, tuple[Entry, ...]]:
    """The rows of `data/anchors.tsv` by every inflected form of their lemmas, in the file's order."""
    found: dict[str, list[Entry]] = {}
    for line in (_DATA / "anchors.tsv").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#") and not line.startswith("lemma\t"):
            lemma, pos, pattern, kind, frame, weight, mode = line.split("\t")
            entry = Entry(
                pos=pos,
                conditions=() if pattern == "-" else tuple(map(_condition, pattern.split("&"))),
                type=None if kind == "-" else EventType(kind),
                frame=_frame(frame),
                weight=float(weight),
                mode=None if mode == "-" else mode,
            )
            for form in dict.fromkeys(forms(lemma)):
                found.setdefault(form, []).append(entry)
    return {form: tuple(entries) for form, entries in found.items()}


def _frame(written: str) -> Frame:
    kind, _, prepositions = written.partition(":")
    return Frame(kind, tuple(prepositions.split(",")) if prepositions else ())


def _condition(written: str) -> Condition:
    relation, _, words = written.lstrip("!").partition("=")
    listed = words.split("|") if words else []
    every = frozenset(form for word in listed for form in ((word,) if word[0] == "@" else forms(word)))
    return Condition(relation, every, written[0] != "!")


class Words:
    """Word classes and relations of one analysis, computed once."""

    def __init__(self, analysis: Analysis) -> None:
        """Index the entities of the analysis by token."""
        self.analysis = analysis
        self.kinds: list[EntityKind | None] = [None] * len(analysis.tokens)
        for entity in analysis.entities:
            for index in range(entity.first, entity.last):
                self.kinds[index] = entity.kind

    def is_party(self, index: int) -> bool:
        """True where a token can name somebody: a named entity, a pronoun for people, a noun for people."""
        return self.is_person(index) or self.is_force(index) or self.in_class(index, "body")

    def is_person(self, index: int) -> bool:
        """True where a token can name a person or people."""
        token = self.analysis.tokens[index]
        if self.kinds[index] in (EntityKind.PERSON, EntityKind.NATIONALITY):
            return True
        if token.upos == "PRON":
            return token.lemma.lower() in _PEOPLE
        return self.in_class(index, "person") or self.in_class(index, "force") or self._is_agent_noun(index)

    def is_force(self, index: int) -> bool:
        """True where a token can name armed people or an organisation."""
        if self.kinds[index] in (EntityKind.FORCE, EntityKind.ORGANISATION):
            return True
        return self.in_class(index, "force")

    def is_place(self, index: int) -> bool:
        """True where a token names a place."""
        kind = self.kinds[index]
        if kind is not None:
            return kind is EntityKind.PLACE
        token = self.analysis.tokens[index]
        return token.upos in ("NOUN", "PROPN") and _any_in(token, word_classes("place_nouns.txt")[""])

    def is_time(self, index: int) -> bool:
        """True where a token names a time."""
        return self.kinds[index] is EntityKind.TIME or self.analysis.tokens[index].form in _DAYS

    def _is_agent_noun(self, index: int) -> bool:
        # "travellers", "worshippers": plurals that a list of nouns for people will never hold in full.
        token = self.analysis.tokens[index]
        return token.xpos == "NNS" and token.form.lower().endswith(_AGENT_ENDINGS) and (
            token.form.lower() not in _AGENT_LIKE
        )

    def in_class(self, index: int, name: str) -> bool:
        """True where a token is one of a class of `data/party_nouns.txt`."""
        token = self.analysis.tokens[index]
        if token.upos not in ("NOUN", "PROPN", "ADJ", "NUM"):
            return False
        return _any_in(token, word_classes("party_nouns.txt")[name])

    def holds(self, index: int, condition: Condition) -> bool:
        """True where the condition of a pattern holds at a token."""
        found = any(self._matches(other, condition.words) for other in self._related(index, condition))
        return found is condition.wanted

    def _matches(self, index: int, words: frozenset[str]) -> bool:
        if not words:
            return True
        if _any_in(self.analysis.tokens[index], words):
            return True
        return any(word[0] == "@" and _CLASSES[word](self, index) for word in words)

    def _related(self, index: int, condition: Condition) -> Iterator[int]:
        relation = condition.relation
        if relation == "head":
            head = self.analysis.tokens[index].head
            return iter((head,) if head >= 0 else ())
        if relation in _RELATED:
            return _RELATED[relation](self, index)
        if relation == "prep":
            return self._prepositions(index)
        return self.governed(index, relation)

    def _prepositions(self, index: int) -> Iterator[int]:
        tokens = self.analysis.tokens
        for dependent in self.analysis.dependents[index]:
            if tokens[dependent].deprel in _OBLIQUES and not self.is_time(dependent):
                yield from (
                    c for c in self.analysis.dependents[dependent] if tokens[c].deprel in ("case", "mark")
                )
                if tokens[dependent].upos == "ADP":
                    yield dependent

    def governed(self, index: int, preposition: str) -> Iterator[int]:
        """The dependents of a token that stand under a preposition."""
        tokens = self.analysis.tokens
        for dependent in self.analysis.dependents[index]:
            if tokens[dependent].deprel in _OBLIQUES and not self.is_time(dependent) and any(
                tokens[c].deprel in ("case", "mark") and tokens[c].lemma.lower() == preposition
                for c in self.analysis.dependents[dependent]
            ):
                yield dependent

    def below(self, index: int, relations: tuple[str, ...]) -> Iterator[int]:
        """The dependents of a token in one of some relations."""
        tokens = self.analysis.tokens
        return (d for d in self.analysis.dependents[index] if tokens[d].deprel in relations)

    def objects(self, index: int) -> Iterator[int]:
        """What a verb is done to: objects, passive subjects, and the noun that a participle stands behind."""
        yield from self.below(index, _OBJECTS)
        token = self.analysis.tokens[index]
        if token.head >= 0 and token.xpos == "VBN" and token.deprel in ("acl", "amod"):
            yield token.head

    def subjects(self, index: int) -> Iterator[int]:
        """Who does a verb: active subjects, agents, and the noun that an -ing form stands behind."""
        yield from self.below(index, _SUBJECTS)
        token = self.analysis.tokens[index]
        if token.head >= 0 and token.xpos == "VBG" and token.deprel == "acl":
            yield token.head


_UNLISTED = 0.2
_UNHEARD = 0.03
_HEARD = 0.3
_TRUST = 0.9
_USUAL = {
    EventType.CONSULT: "mutual",
    EventType.AGREE: "mutual",
    EventType.COOPERATE: "mutual",
    EventType.MOVE: "move",
    EventType.MOBILIZE: "iact",
}
_NAMES = frozenset(
    (EntityKind.PERSON, EntityKind.ORGANISATION, EntityKind.FORCE, EntityKind.NATIONALITY, EntityKind.PLACE)
)
_AGENT_ENDINGS = ("ers", "ors", "ists", "ians", "ees", "men", "women")
_AGENT_LIKE = frozenset(
    "numbers members matters orders borders powers others papers quarters headquarters computers letters "
    "chambers barriers rivers computers factors errors doors floors tremors horrors sectors corridors years "
    "trees fees committees degrees rumors rumours colors colours mortars choppers freighters towers offers "
    "wonders shelters centers posters fighters-jets containers printers trailers carriers helicopters figures "
    "refers answers manners dinners winters summers hours neighbors prisoners-swap".split()
) - {"members", "others", "neighbors"}
_PEOPLE = frozenset(
    "he she they them him her we us i me you who those these someone somebody everyone anyone nobody "
    "others whom himself themselves herself".split()
)
_DAYS = frozenset(
    "Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June July "
    "August September October November December".split()
)
_CLASSES = {
    "@party": Words.is_party,
    "@person": Words.is_person,
    "@force": Words.is_force,
    "@place": Words.is_place,
}
_RELATED = {
    "obj": Words.objects,
    "subj": Words.subjects,
    "prt": lambda w, i: w.below(i, ("compound:prt", "advmod")),
    "mod": lambda w, i: w.below(i, _MODIFIERS),
    "any": lambda w, i: iter(w.analysis.dependents[i]),
    "xcomp": lambda w, i: w.below(i, ("xcomp", "acl")),
    "clause": lambda w, i: w.below(i, ("ccomp",)),
    "det": lambda w, i: w.below(i, ("det",)),
}


def _any_in(token: Token, words: frozenset[str]) -> bool:
    return token.form.lower() in words


def find_triggers(analysis: Analysis, words: Words) -> tuple[Trigger, ...]:
    """The words of a report that the lexicon or the anchor head takes for events, in text order.

    The two agree by adding their log-odds: a row's weight, or `_UNLISTED` for a word without one, and the
    head's probability, or `_UNHEARD` for a word that it passes over. Without a head the weight decides alone.
    """
    heads = {anchor.token: anchor for anchor in analysis.anchors}
    found: dict[int, Trigger] = {}
    for token in analysis.tokens:
        entry = match(token, words)
        head = heads.get(token.index)
        if entry is not None and entry.type is not None:
            found[token.index] = _listed(token, entry, head, analysis)
        elif entry is None and head is not None and head.score >= _HEARD and token.upos in _POS:
            if words.kinds[token.index] not in _NAMES:
                found[token.index] = _unlisted(token, head)
    return tuple(t for t in found.values() if t.rule == "lexicon" or not _belongs(t, found, analysis))


def _listed(token: Token, entry: Entry, head: Anchor | None, analysis: Analysis) -> Trigger:
    assert entry.type is not None
    score = entry.weight
    if analysis.anchors:
        score = _chance(_odds(entry.weight) + _TRUST * _odds(head.score if head else _UNHEARD))
    return Trigger(
        token=token.index,
        type=entry.type,
        frame=entry.frame,
        score=score,
        rule="lexicon",
        mode=entry.mode,
        words=_extent(token.index, analysis, entry),
    )


def _unlisted(token: Token, head: Anchor) -> Trigger:
    kind = EventType(head.types[0][0])
    return Trigger(
        token=token.index,
        type=kind,
        frame=Frame(_USUAL.get(kind, "act"), ("against", "on", "with", "to")),
        score=_chance(_odds(_UNLISTED) + _TRUST * _odds(head.score)),
        rule="head:anchor",
        words=(token.index, token.index + 1),
    )


def _belongs(trigger: Trigger, found: dict[int, Trigger], analysis: Analysis) -> bool:
    """True for a word that only completes a better anchor beside it ("fire" of "opened fire")."""
    token = analysis.tokens[trigger.token]
    for index in (token.head, *analysis.dependents[token.index]):
        other = found.get(index)
        if other is None or abs(index - token.index) > 3:
            continue
        if other.rule == "lexicon" or (other.score, -index) > (trigger.score, -token.index):
            return True
    return False


def _odds(chance: float) -> float:
    chance = min(max(chance, 0.001), 0.999)
    return log(chance / (1 - chance))


def _chance(odds: float) -> float:
    return 1 / (1 + exp(-odds))


def match(token: Token, words: Words) -> Entry | None:
    """The first row of the lexicon whose pattern holds at a token; None where there is none."""
    pos = _POS.get(token.upos)
    if pos is None or words.kinds[token.index] in _NAMES:
        return None
    rows = lexicon()
    for entry in rows.get(token.form.lower(), ()):
        if (entry.pos == pos or _participle(entry, token)) and all(
            words.holds(token.index, condition) for condition in entry.conditions
        ):
            return entry
    return None


def _participle(entry: Entry, token: Token) -> bool:
    # Taggers waver between adjective and participle: "the men were wounded", "the besieged city".
    return entry.pos == "v" and token.upos == "ADJ" and token.form.lower().endswith("ed")


def _extent(index: int, analysis: Analysis, entry: Entry) -> tuple[int, int]:
    """The anchor's words: the trigger with its particle or fixed object where they stand close by."""
    first, last = index, index + 1
    wanted = {c.relation for c in entry.conditions if c.wanted and c.words}
    for dependent in analysis.dependents[index]:
        relation = analysis.tokens[dependent].deprel
        fixed = relation == "compound:prt" or (relation == "obj" and "obj" in wanted)
        if fixed and index < dependent <= index + 3 and entry.frame.kind.startswith("i"):
            last = max(last, dependent + 1)
        elif relation == "compound:prt" and index < dependent <= index + 2:
            last = max(last, dependent + 1)
        elif relation in ("amod", "compound") and "mod" in wanted and dependent == first - 1:
            first = dependent
    return first, last
