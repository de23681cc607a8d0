"""The parts of a party's name: its role noun, what stands before and after it, and whose it is."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from dateline.codebook import ActorKind
from dateline.grounding.parties import Parties, load_parties, read_table
from dateline.grounding.party_names import normalise_name

_PREPOSITION_WORDS = (
    "in from of at near on to for with by inside outside around against loyal allied backed linked belonging "
    "under affiliated aligned close wearing armed who that across along over within working fighting living "
    "fleeing based stationed commanded led supported sympathetic opposed held controlled trapped suspected accused"
)
_SPONSOR_WORDS = (
    "backed led linked aligned trained funded supported allied run controlled held born based affiliated inspired "
    "sponsored dominated brokered occupied administered mediated armed imposed made friendly installed"
)
PREPOSITIONS = frozenset(_PREPOSITION_WORDS.split())
SPONSORED = frozenset(_SPONSOR_WORDS.split())
"""Words that turn the name before them into a sponsor: "US-backed", "Hamas-run"."""
_ENDINGS = (("ies", "y"), ("ches", "ch"), ("sses", "ss"), ("s", ""))


@dataclass(frozen=True, slots=True)
class Agent:
    """What a role noun says of the party that it names."""

    kind: ActorKind
    role: str
    """PLOVER/CAMEO agent code."""
    branch: str
    """The part of a state or people that is meant; part of the actor's id."""


@dataclass(frozen=True, slots=True)
class People:
    """A people or movement, with the country that its name alone tells."""

    name: str
    country: str | None


@dataclass(frozen=True, slots=True)
class Scope:
    """Whose a role noun is: a country's, or a known party's; and the words that say so."""

    country: str | None = None
    party: str | None = None
    words: str = ""

    @property
    def is_known(self) -> bool:
        """True where the words name a country or a party."""
        return self.country is not None or self.party is not None


@dataclass(frozen=True, slots=True)
class Parts:
    """A name taken apart: "three [Syrian rebel] [fighters] from [Hama]"."""

    modifiers: list[str]
    noun: str
    """In the form of the list of agents."""
    complement: list[str]


@cache
def load_agents() -> dict[str, Agent]:
    """Role nouns in normalised singular form; read once a process."""
    found: dict[str, Agent] = {}
    for row in _table("agents.tsv"):
        agent = Agent(ActorKind(row["kind"]), row["role"], row["branch"])
        for noun in row["nouns"].split("|"):
            found.setdefault(normalise_name(noun), agent)
    return found


@cache
def load_peoples() -> dict[str, People]:
    """Adjectives of peoples and movements."""
    found: dict[str, People] = {}
    for row in _table("peoples.tsv"):
        words = row["adjectives"].split("|")
        people = People(words[0], row["country"] or None)
        found.update((normalise_name(word), people) for word in words)
    return found


@cache
def load_coalitions() -> dict[str, str]:
    """The coalition that acts in a country."""
    return {row["country"]: row["party"] for row in _table("coalitions.tsv")}


def find_noun(phrase: str) -> str | None:
    """The role noun that a phrase is, singular or plural; None where it is none."""
    agents = load_agents()
    if phrase in agents:
        return phrase
    for ending, put in _ENDINGS:
        if phrase.endswith(ending) and (found := phrase[: -len(ending)] + put) in agents:
            return found
    return None


def split_parts(words: list[str]) -> Parts | None:
    """The name around its first role noun that ends a phrase; None where it holds no role noun."""
    cuts = [at for at, word in enumerate(words) if at > 0 and word in PREPOSITIONS]
    for end in (*cuts, len(words)):
        for first in range(max(0, end - 4), end):
            noun = find_noun(" ".join(words[first:end]))
            if noun is not None:
                whole, last = _whole_noun(words, first, end) or (noun, end)
                return Parts(words[:first], whole, _after(words, last))
    return None


def find_scope(words: list[str], capitals: frozenset[str]) -> tuple[Scope, bool]:
    """The last party, nationality or state that is neither sponsor nor enemy; True where "and" joins several."""
    parties = load_parties()
    found: list[Scope] = []
    at = 0
    while at < len(words):
        length, scope = _longest_scope(words, at, capitals, parties)
        after = words[at + length] if at + length < len(words) else ""
        before = words[at - 1] if at else ""
        if scope is not None and after not in SPONSORED and before not in ("anti", "pro", "non", "ex"):
            found.append(scope)
        at += length
    several = "and" in words and len({scope.country or scope.party for scope in found}) > 1
    return (found[-1] if found else Scope()), several


def find_party_beside_role(words: list[str], capitals: frozenset[str]) -> tuple[str, bool] | None:
    """A known party with its role before or after it ("militant group Hezbollah", "US-led coalition warplanes").

    Gives the party's id and whether the role stands before it; None where there is none.
    """
    names = load_parties().names
    if any(word in PREPOSITIONS for word in words if word not in SPONSORED):
        return None
    for at in range(1, len(words)):
        after = " ".join(words[at:])
        if _is_name(after, capitals) and any(
            find_noun(" ".join(words[first:at])) for first in range(max(0, at - 3), at)
        ):
            return names[after][0], True
        before = " ".join(words[:at])
        if at > 1 and _is_name(before, capitals) and find_noun(after) is not None:
            return names[before][0], False
    return None


def _is_name(phrase: str, capitals: frozenset[str]) -> bool:
    parties = load_parties()
    if phrase not in parties.names or phrase in parties.adjectives or len(phrase) < 3:
        return False
    return phrase in parties.common or not capitals.isdisjoint(phrase.split())


def _longest_scope(
    words: list[str], at: int, capitals: frozenset[str], parties: Parties
) -> tuple[int, Scope | None]:
    for length in range(min(6, len(words) - at), 0, -1):
        phrase = " ".join(words[at : at + length])
        if phrase not in parties.common and capitals.isdisjoint(words[at : at + length]):
            continue
        country = parties.adjectives.get(phrase) or parties.demonyms.get(phrase)
        if country is not None:
            return length, Scope(country=country, words=phrase)
        if phrase in parties.names:
            return length, Scope(party=parties.names[phrase][0], words=phrase)
    return 1, None


def _whole_noun(words: list[str], first: int, end: int) -> tuple[str, int] | None:
    """A listed noun that holds a preposition ("ministry of defence"), with its end."""
    for last in range(min(len(words), first + 5), end, -1):
        noun = find_noun(" ".join(words[first:last]))
        if noun is not None:
            return noun, last
    return None


def _after(words: list[str], end: int) -> list[str]:
    while end < len(words) and words[end] in PREPOSITIONS:
        end += 1
    return words[end:]


def _table(name: str) -> list[dict[str, str]]:
    return list(read_table(files("dateline.grounding").joinpath(f"data/actors/{name}")))
