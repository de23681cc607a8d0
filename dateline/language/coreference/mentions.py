"""Mentions of a report: names, nominals and pronouns, with what agreement and matching ask of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dateline.language.lexicon import load_given_names, load_words
from dateline.model.analysis import Analysis, Entity, EntityKind, Mention, Token

NAME, NOMINAL, PRONOUN = "name", "nominal", "pronoun"
PERSON, GROUP, PLACE, THING, TIME = "person", "group", "place", "thing", "time"
DEMONSTRATIVE = "this"
"""What stands for the pronouns "this", "that", "these" and "those"."""

_ENTITY_NATURE = {
    EntityKind.PERSON: PERSON,
    EntityKind.ORGANISATION: GROUP,
    EntityKind.FORCE: GROUP,
    EntityKind.PLACE: PLACE,
    EntityKind.OTHER: THING,
    EntityKind.TIME: TIME,
}
_NO_MENTIONS = frozenset({EntityKind.QUANTITY, EntityKind.MONEY})
_PRONOUNS = {
    **dict.fromkeys(("he", "him", "his", "himself"), "he"),
    **dict.fromkeys(("she", "her", "hers", "herself"), "she"),
    **dict.fromkeys(("it", "its", "itself"), "it"),
    **dict.fromkeys(("they", "them", "their", "theirs", "themselves"), "they"),
    **dict.fromkeys(("i", "me", "my", "mine", "myself"), "i"),
    **dict.fromkeys(("we", "us", "our", "ours", "ourselves"), "we"),
    **dict.fromkeys(("you", "your", "yours", "yourself", "yourselves"), "you"),
    **dict.fromkeys(("this", "that", "these", "those"), DEMONSTRATIVE),
}
_CORE = frozenset({"nsubj", "nsubj:pass", "nsubj:outer", "obj", "iobj", "obl", "nmod", "root", "conj"})
"""Relations of a determiner that stands for a thing of its own."""
_PREMODIFIERS = frozenset({"amod", "compound", "nmod:desc", "nmod:poss", "nummod", "advmod", "punct", "flat"})
_RESTRICTIVE = frozenset({"nmod", "acl", "acl:relcl"})
_DEFINITE = frozenset({"the", "this", "that", "these", "those", "both", "all"})
_INDEFINITE = frozenset({"a", "an", "another", "some", "any", "every", "each", "no"})
_LEADING = frozenset(
    {"det", "det:predet", "case", "cc", "cc:preconj", "punct", "nummod", "advmod", "mark", "nmod:poss"}
)
_PERSON_ENDINGS = ("ist", "cian", "rian", "man", "woman", "person", "eer", "ologist")
_JOINED = frozenset({"compound", "nmod:desc"})
"""Relations of a noun that is one phrase with the name after it: "campaigner Lina Farah"."""
_NOT_NOMINAL = frozenset({"fixed", "flat", "goeswith", "expl", "reparandum", "nmod:unmarked", "obl:unmarked"})


@dataclass(frozen=True, slots=True)
class Phrase:
    """A mention with its features; `order` is its place among the report's mentions."""

    order: int
    mention: Mention
    sentence: int
    relation: str
    nature: str
    """person, group, place, thing or time."""
    number: str
    """`one`, `many`, or `` where both suit."""
    pronoun: str
    """he, she, it, they, i, we, you for a pronoun; he or she where a name or noun tells, else ``."""
    lemma: str
    """The head's lemma in lower case."""
    words: tuple[str, ...] = ()
    """The words of a name; the modifiers of a nominal, in lower case."""
    article: str = ""
    """`the`, `this`, `a`, `possessive`, or `` for none."""
    restriction: str = ""
    """The lemma that a following "of ...", "who ..." hangs on the head, or ``."""
    entity: EntityKind | None = None
    titles: tuple[str, ...] = ()
    """Nouns by which a name may be called again: a person's titles, "army" for "Lebanese Army"."""


def collect_phrases(analysis: Analysis) -> list[Phrase]:
    """All mentions in the order of their heads."""
    return list(_Collector(analysis).collect())


class _Collector:
    def __init__(self, analysis: Analysis) -> None:
        self.analysis, self.tokens = analysis, analysis.tokens
        self.entity_at: dict[int, Entity] = {}
        self.head_of: dict[int, Entity] = {}
        for entity in analysis.entities:
            self.entity_at.update(dict.fromkeys(range(entity.first, entity.last), entity))
            self.head_of[span_head(analysis, entity.first, entity.last)] = entity

    def collect(self) -> Iterator[Phrase]:
        order = 0
        for token in self.tokens:
            phrase = self._phrase(token, order)
            if phrase is not None:
                yield phrase
                order += 1

    def _phrase(self, token: Token, order: int) -> Phrase | None:
        entity = self.entity_at.get(token.index)
        if entity is not None and (entity.kind in _ENTITY_NATURE or self._is_language(token, entity)):
            return self._name(token, entity, order) if token.index in self.head_of else None
        if token.upos == "PRON" or (token.upos == "DET" and token.deprel in _CORE):
            return self._pronoun(token, order)
        if token.upos in {"NOUN", "PROPN"} and self._heads_nominal(token, entity):
            return self._nominal(token, order)
        return None

    def _is_language(self, token: Token, entity: Entity) -> bool:
        """Whether a people's word is a noun of its own and no person: "in Spanish"."""
        is_noun = token.upos in {"NOUN", "PROPN"} and token.xpos in {"NN", "NNP"}
        return (
            entity.kind is EntityKind.NATIONALITY
            and is_noun
            and token.deprel not in _NOT_NOMINAL | {"compound"}
        )

    def _heads_nominal(self, token: Token, entity: Entity | None) -> bool:
        """Whether a noun heads a phrase of its own, neither a time nor a number nor only a person's title."""
        if entity is not None and entity.kind in _NO_MENTIONS:
            return False
        if entity is not None and token.xpos not in {"NNS", "NNPS"}:
            return False
        if not token.form[:1].isalpha() or self._is_title(token):
            return False
        if token.deprel in _NOT_NOMINAL or (token.deprel in _JOINED and self._describes_person(token)):
            return False
        return not any(self._is_named_by(i) for i in self.analysis.dependents[token.index])

    def _is_title(self, token: Token) -> bool:
        """Whether a word is only the title of the person named next: "Col.", "President"."""
        after = self.entity_at.get(token.index + 1)
        is_before_person = after is not None and after.kind is EntityKind.PERSON
        is_short = token.form.endswith(".") or token.deprel in {"nmod:desc", "compound", "flat"}
        known = token.form.lower().rstrip(".") in load_words("titles")
        return is_before_person and is_short and known and token.form[0].isupper()

    def _describes_person(self, token: Token) -> bool:
        """Whether a noun stands right before the person that it describes: "campaigner Lina Farah"."""
        after = self.entity_at.get(token.index + 1)
        return token.upos == "NOUN" and after is not None and after.kind is EntityKind.PERSON

    def _is_named_by(self, dependent: int) -> bool:
        """Whether a head is only the title of the person that hangs on it: "Col." over "Dillon"."""
        entity = self.head_of.get(dependent)
        is_flat = self.tokens[dependent].deprel in {"flat", "appos"}
        beside = entity is not None and entity.first - 1 == self.tokens[dependent].head
        return is_flat and beside and entity is not None and entity.kind is EntityKind.PERSON

    def _name(self, token: Token, entity: Entity, order: int) -> Phrase:
        inside = self.tokens[entity.first : entity.last]
        words = tuple(t.form for t in inside if t.upos != "PUNCT") or (token.form,)
        nature = _ENTITY_NATURE.get(entity.kind, THING)
        pronoun = self._gender(entity, words) if nature is PERSON else ""
        above = self._outer(token, entity)
        article = self._article(entity.first, above)
        number = "one" if nature in {PERSON, PLACE} else ""
        mention = Mention(entity.first, entity.last, token.index, NAME)
        return Phrase(
            order, mention, token.sentence, above.deprel, nature, number, pronoun, token.lemma.lower(),
            words, article, "", entity.kind, tuple(self._titles(entity, nature)),
        )  # fmt: skip

    def _titles(self, entity: Entity, nature: str) -> Iterator[str]:
        """Titles before a person, and the last and the head noun of a party's name."""
        if nature == PERSON:
            known = load_words("titles") | load_words("person")
            at = entity.first - 1
            while at >= 0 and (
                self.tokens[at].lemma.lower().rstrip(".") in known or self._is_noun_before(at, entity)
            ):
                yield self.tokens[at].lemma.lower().rstrip(".")
                at -= 1
        elif entity.last - entity.first > 1:
            for at in {entity.last - 1, span_head(self.analysis, entity.first, entity.last)}:
                if self.tokens[at].form.isalpha():
                    yield self.tokens[at].form.lower()
                    yield self.tokens[at].lemma.lower()

    def _is_noun_before(self, at: int, entity: Entity) -> bool:
        return at == entity.first - 1 and self.tokens[at].upos == "NOUN"

    def _outer(self, token: Token, entity: Entity) -> Token:
        """The token that carries the name's relation: its title where that is the head."""
        above = self.tokens[token.head] if token.head >= 0 else token
        if token.deprel == "flat" and above.index == entity.first - 1:
            return above
        return token

    def _gender(self, entity: Entity, words: tuple[str, ...]) -> str:
        for i in range(entity.first - 1, max(-1, entity.first - 4), -1):
            title = self.tokens[i].form.lower().rstrip(".")
            if title in load_words("male"):
                return "he"
            if title in load_words("female"):
                return "she"
        return load_given_names().get(words[0], "") if words else ""

    def _article(self, first: int, head: Token) -> str:
        if first > 0 and self.tokens[first - 1].lemma.lower() == "the":
            return "the"
        for i in self.analysis.dependents[head.index]:
            form = self.tokens[i].form.lower()
            if self.tokens[i].deprel == "nmod:poss":
                return "possessive"
            if self.tokens[i].deprel in {"det", "det:predet"}:
                if form in _INDEFINITE:
                    return "a"
                if form in _DEFINITE:
                    return "the" if form in {"the", "both", "all"} else "this"
        return ""

    def _pronoun(self, token: Token, order: int) -> Phrase | None:
        person = _PRONOUNS.get(token.form.lower())
        if person == DEMONSTRATIVE and (token.deprel not in _CORE or self.analysis.dependents[token.index]):
            return None
        if person is None or token.deprel == "expl" or self._is_empty(token, person):
            return None
        number = {"they": "many", "we": "many", "you": "", DEMONSTRATIVE: ""}.get(person, "one")
        if person == DEMONSTRATIVE:
            number = "many" if token.form.lower() in {"these", "those"} else "one"
        nature = PERSON if person in {"he", "she", "i"} else ""
        mention = Mention(token.index, token.index + 1, token.index, PRONOUN)
        return Phrase(
            order, mention, token.sentence, token.deprel, nature, number, person, token.form.lower()
        )

    def _is_empty(self, token: Token, person: str) -> bool:
        """Whether "it" stands for a clause that follows: "it is believed that", "it is hard to"."""
        if person != "it" or token.deprel not in {"nsubj", "nsubj:pass"} or token.head < 0:
            return False
        below = [self.tokens[i] for i in self.analysis.dependents[token.head]]
        has_clause = any(t.deprel in {"csubj", "ccomp", "csubj:pass"} and t.index > token.head for t in below)
        is_passive = token.deprel == "nsubj:pass"
        is_copular = any(t.deprel == "cop" for t in below)
        has_infinitive = any(t.deprel in {"advcl", "xcomp", "acl"} and t.index > token.head for t in below)
        if self.tokens[token.head].upos == "ADJ" and is_copular and (has_clause or has_infinitive):
            return True
        return has_clause and (
            is_passive or is_copular or self.tokens[token.head].lemma in {"seem", "appear"}
        )

    def _nominal(self, token: Token, order: int) -> Phrase:
        # A singular is its own lemma, however rare the word.
        lemma = token.form.lower() if token.xpos == "NN" else token.lemma.lower()
        first, modifiers = self._premodifiers(token)
        number = "many" if token.xpos in {"NNS", "NNPS"} else "one"
        nature = PERSON if token.index in self.entity_at else nature_of(lemma)
        if nature is GROUP and number == "one":
            number = ""
        pronoun = "he" if lemma in load_words("male") else "she" if lemma in load_words("female") else ""
        mention = Mention(first, token.index + 1, token.index, NOMINAL)
        return Phrase(
            order, mention, token.sentence, token.deprel, nature, number, pronoun, lemma,
            modifiers, self._article(first, token), self._restriction(token),
        )  # fmt: skip

    def _premodifiers(self, token: Token) -> tuple[int, tuple[str, ...]]:
        """Where the phrase begins, without article, number and possessor; and its modifiers."""
        first = token.index
        below = set(self.analysis.dependents[token.index])
        at = token.index - 1
        while at >= 0 and self.tokens[at].sentence == token.sentence:
            up = at
            while (
                up not in below and token.index > self.tokens[up].head > up - 8 and self.tokens[up].head >= 0
            ):
                up = self.tokens[up].head
            if up not in below or self.tokens[up].deprel not in _PREMODIFIERS:
                break
            first = at
            at -= 1
        while first < token.index and self._leads(first, token.index):
            first += 1
        modifiers = tuple(
            self.tokens[i].form.lower() for i in range(first, token.index) if self.tokens[i].upos != "PUNCT"
        )
        return first, modifiers

    def _leads(self, index: int, head: int) -> bool:
        token = self.tokens[index]
        if token.deprel in _LEADING and token.head == head:
            return True
        if token.upos in {"PUNCT", "DET", "ADP", "PART"} or token.form in {"'s", "’s"}:
            return True
        above = self.tokens[token.head] if token.head >= 0 else token
        return above.index < head and above.head == head and above.deprel in {"nmod:poss", "nummod", "advmod"}

    def _restriction(self, token: Token) -> str:
        """The lemma of what narrows the noun down from behind; what a comma sets off narrows nothing."""
        if token.index + 1 < len(self.tokens) and self.tokens[token.index + 1].form == ",":
            return ""
        for i in self.analysis.dependents[token.index]:
            below = self.tokens[i]
            if i > token.index and below.deprel in _RESTRICTIVE:
                return below.lemma.lower()
        return ""


def nature_of(lemma: str) -> str:
    """What a noun names: a person, a group, a place or a thing."""
    if lemma in load_words("person") or lemma in load_words("armed_group"):
        return GROUP if lemma in load_words("group") else PERSON
    if lemma in load_words("group"):
        return GROUP
    if lemma in load_words("place"):
        return PLACE
    return PERSON if len(lemma) > 5 and lemma.endswith(_PERSON_ENDINGS) else THING


def span_head(analysis: Analysis, first: int, last: int) -> int:
    """The token of a half-open range whose own head lies outside it."""
    for i in range(first, last):
        token = analysis.tokens[i]
        if not first <= token.head < last and token.upos != "PUNCT":
            return i
    return last - 1
