"""Parties: who a phrase refers to, by the most specific name that the report gives."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from dateline.model.analysis import Analysis, Entity, EntityKind, Mention
from dateline.model.claims import Party
from dateline.model.evidence import Evidence
from dateline.reading.introductions import Introductions
from dateline.reading.phrases import Phrases, phrase_words
from dateline.reading.wordlists import word_classes

_WE = frozenset(("we", "us", "our", "ours"))
_ARMY = frozenset(("army", "military"))
_TITLES = ("appos", "compound", "flat")
_OF_TITLE = ("nmod", "compound", "nmod:poss", "amod")


class Names:
    """The names of one report's parties, by the token that refers to them."""

    def __init__(self, analysis: Analysis) -> None:
        """Index the chains and entities of the analysis."""
        self.analysis = analysis
        self.phrases = Phrases(analysis)
        self._introductions = Introductions(self.phrases)
        self._mentions: dict[int, tuple[Mention, Mention]] = {}
        for chain in analysis.chains:
            for mention in chain.mentions:
                self._mentions[mention.head] = (mention, chain.name)
        self._parties: dict[int, Party | None] = {}
        self._places: dict[str, Evidence] = {}
        for entity in analysis.entities:
            if entity.kind is EntityKind.PLACE:
                words = self.phrases.cite(entity.first, entity.last)
                self._places.setdefault(words.quote, words)

    def entity(self, token: int) -> Entity | None:
        """The entity that covers a token."""
        return self.phrases.entities.get(token)

    def head(self, token: int) -> int:
        """The head of the phrase a token belongs to: of its entity, of what it describes, of what it counts."""
        return self.phrases.head(token)

    def conjuncts(self, token: int) -> list[int]:
        """The token and the nominal tokens coordinated with it, in text order."""
        return self.phrases.conjuncts(token)

    def phrase(self, token: int) -> Evidence:
        """The noun phrase around a token as it stands, without article, numeral, relative clause or tail."""
        return self.phrases.cite(*self.phrases.core(self.phrases.head(token)))

    def named(self, token: int) -> Party:
        """The party at a token, or its noun phrase as it stands where it is none that the report names."""
        found = self.party(token)
        if found is not None:
            return found
        evidence = self.phrase(token)
        return Party(evidence.quote, evidence)

    def is_state(self, token: int) -> bool:
        """True where a phrase names a state, or a capital that can stand for its government."""
        return self.phrases.is_state(token)

    def owner(self, token: int) -> int | None:
        """The party inside a thing's phrase ("regime positions", "Israeli missiles"): its token; None without one."""
        return self.phrases.owner(token)

    def referent(self, token: int) -> int | None:
        """The head of the best mention of a token's chain; None for a token that corefers with nothing."""
        found = self._mentions.get(token) or self._mentions.get(self.phrases.head(token))
        return found[1].head if found else None

    def party(self, token: int) -> Party | None:
        """The party that the noun phrase around a token refers to, by its most specific name; None if none.

        Pronouns and descriptions that coreference cannot resolve to words that name somebody give None.
        """
        if token not in self._parties:
            self._parties[token] = self._find(token)
        return self._parties[token]

    def officer(self, token: int) -> Party | None:
        """The person whom the report names as holding the office that a token names; None where it names nobody."""
        name = self._introductions.name(token)
        if name is None:
            return None
        own = self.phrase(token)
        return Party(name.quote, name, mention=own if own.quote != name.quote else None)

    def _find(self, token: int) -> Party | None:
        head = self.phrases.head(token)
        mention, name = self._mentions.get(head) or self._mentions.get(token) or (None, None)
        if mention is not None and name is not None and name is not mention and name.form != "nominal":
            found = self._chain_name(mention, name)
            if found is not None:
                return found
        own = self._named(head)
        if own is None:
            if (
                mention is not None
                and name is not None
                and mention.form == "pronoun"
                and name.form == "nominal"
            ):
                return self._pronoun_of(mention, name.head)
            return None
        other = self._described(head, name.head if name is not None else head)
        if other is None or other.quote == own.quote:
            return Party(own.quote, own)
        return Party(other.quote, other, mention=own)

    def _pronoun_of(self, pronoun: Mention, noun: int) -> Party | None:
        """The party of a pronoun whose chain holds no name: whoever the noun stands for, or the noun phrase itself."""
        found = self._named(noun)
        if found is None or self.analysis.tokens[noun].form.lower() not in _party_nouns():
            return None
        other = self._described(noun, noun)
        own = self.phrases.cite(pronoun.first, pronoun.last)
        named = other or found
        return Party(named.quote, named, mention=own)

    def _chain_name(self, mention: Mention, name: Mention) -> Party | None:
        """The name of a mention's chain; of "we", the side that the speaker speaks for."""
        side = None
        if self.analysis.tokens[mention.head].form.lower() in _WE:
            side = self._speaks_for(name)
        found = side or self._named(name.head)
        if found is None:
            return None
        own = self.phrases.cite(mention.first, mention.last)
        return Party(found.quote, found, mention=own if own.quote != found.quote else None)

    def _named(self, head: int) -> Evidence | None:
        """The trimmed phrase of a head that can name somebody, or the state that it stands for."""
        if not self.phrases.can_name(head):
            return None
        found = self.phrases.cite(*self.phrases.core(head))
        for state in demonyms().get(found.quote, ()):
            if state in self._places:
                return self._places[state]
        return found

    def _described(self, head: int, source: int) -> Evidence | None:
        """Who a description without a name in its chain stands for; `source` heads the chain's best mention."""
        found = self._last_group(head) or self._last_group(source) or self._only_army(head)
        found = found or self._introductions.name(head)
        if found is None and source != head:
            found = self._introductions.name(source)
        if found is None and source != head:
            found = self._named(source)
        return found

    def _last_group(self, head: int) -> Evidence | None:
        """The armed group named last before a description of one ("the terrorist group", "the militants")."""
        tokens, dependents = self.analysis.tokens, self.analysis.dependents[head]
        if tokens[head].form.lower() not in phrase_words("group") or head in self.phrases.entities:
            return None
        if not any(tokens[d].form.lower() in ("the", "this") for d in dependents):
            return None
        if any(tokens[d].deprel in ("nmod", "acl:relcl", "appos") for d in dependents):
            return None
        for entity in reversed(self.analysis.entities):
            if entity.last > head or entity.kind is not EntityKind.FORCE:
                continue
            if tokens[entity.last - 1].form.lower() not in phrase_words("state force"):
                return self.phrases.cite(*self.phrases.strip(entity.first, entity.last))
        return None

    def _only_army(self, head: int) -> Evidence | None:
        """The state's force that "the military" and "the army" mean, where the report has named only one before."""
        tokens = self.analysis.tokens
        if tokens[head].form.lower() not in _ARMY or head in self.phrases.entities:
            return None
        if [tokens[d].form.lower() for d in self.analysis.dependents[head] if d < head] != ["the"]:
            return None
        armies = {
            self.phrases.cite(*self.phrases.strip(entity.first, entity.last))
            for entity in self.analysis.entities
            if entity.kind is EntityKind.FORCE
            and entity.last <= head
            and entity.last - entity.first > 1
            and tokens[entity.last - 1].form.lower() in _ARMY
        }
        names = {army.quote for army in armies}
        return max(armies) if len(names) == 1 else None

    def _speaks_for(self, name: Mention) -> Evidence | None:
        """The side of a spokesman or commander, for "we" in what he says; None where the report names none."""
        for chain in self.analysis.chains:
            if chain.name == name:
                for mention in chain.mentions:
                    side = self._side_of(mention.head)
                    if side is not None:
                        return self._named(self.phrases.head(side))
        return None

    def _side_of(self, person: int) -> int | None:
        tokens, dependents = self.analysis.tokens, self.analysis.dependents
        titles = [person, *(d for d in dependents[person] if tokens[d].deprel in _TITLES)]
        if tokens[person].deprel in _TITLES and tokens[person].head >= 0:
            titles.append(tokens[person].head)
        named = [title for title in titles if tokens[title].form.lower() in phrase_words("speaker")]
        below = (d for title in named for d in dependents[title] if d != person)
        return next((d for d in below if tokens[d].deprel in _OF_TITLE and self._is_side(d)), None)

    def _is_side(self, token: int) -> bool:
        return self.phrases.is_side(token) or self.phrases.is_side(self.phrases.head(token))


@cache
def _party_nouns() -> frozenset[str]:
    classes = word_classes("party_nouns.txt")
    return classes["force"] | classes["person"] | classes["body"]


@cache
def demonyms() -> dict[str, tuple[str, ...]]:
    """The names of the state that a demonym, capital or seat of government stands for, likeliest first."""
    path = Path(__file__).parent / "data" / "demonyms.tsv"
    rows = (line.split("\t") for line in path.read_text(encoding="utf-8").splitlines() if line[:1] != "#")
    return {word: tuple(names.split("|")) for word, names in rows}


def name_parties(analysis: Analysis) -> Names:
    """The parties of a report."""
    return Names(analysis)
