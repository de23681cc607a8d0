"""Parties named by what they are ("Lebanese soldiers", "police in Hama", "members of the group") grounded by rule."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files

from dateline.codebook import ActorKind
from dateline.grounding.parties import Parties, PartyRow, inter_of, load_parties, read_table
from dateline.grounding.party_names import normalise_name, slug
from dateline.model.claims import ActorLink

_PREPOSITIONS = frozenset(
    "in from of at near on to for with by inside outside around against loyal allied backed linked belonging under "
    "affiliated aligned close wearing armed who that across along over within working fighting living fleeing based "
    "stationed commanded led supported sympathetic opposed held controlled trapped suspected accused".split()
)
_SPONSOR = frozenset(
    "backed led linked aligned trained funded supported allied run controlled held born based affiliated inspired "
    "sponsored dominated brokered occupied administered mediated armed imposed made friendly installed".split()
)
_CIVIL = frozenset({"civilians", "refugees", "medics", "schools", "businesses", "media", "activists", "aid_workers", "protesters"})
_MEMBERS = frozenset(
    "member leader fighter soldier spokesman spokeswoman spokesperson officer commander chief head official troop "
    "representative group element unit branch convoy hundreds dozens number thousands leadership combatant cell "
    "brigade division battalion militant gunmen gunman founder deputy emir wing arm force personnel remnant column "
    "faction delegation delegate minister ambassador envoy operative agent guard part detachment squad patrol head "
    "jet warplane aircraft artillery leaders lieutenant veteran recruit follower terrorist guerrilla rebel militiaman "
    "militiamen politburo negotiator security army police military government ministry team affiliate units bulk rest "
    "source director secretary general president chairman negotiators crew contingent general chieftain rank".split()
)
_BRANCH_NAMES = {"judiciary": "courts", "security_forces": "security forces", "air_force": "air force"}
_EMPLOYERS = (ActorKind.MEDIA, ActorKind.NGO, ActorKind.INTERGOVERNMENTAL)
_LOCAL = (ActorKind.STATE, ActorKind.STATE_FORCE, ActorKind.CIVILIANS)
_COMMON = frozenset(
    "local senior several many some known suspected unidentified armed young elderly former foreign angry other more "
    "most all both two three hundreds thousands dozens scores first new old top high leading regional provincial "
    "federal national central northern southern eastern western international masked unknown heavily wounded injured "
    "fleeing trapped displaced innocent female male opposition government rebel anti pro ruling military joint elite "
    "special allied state public private plainclothes uniformed off duty on retired newly extremist radical rival "
    "warring opposing various different loyal hardline peaceful violent pro-democracy democracy student human rights "
    "aid medical rescue health hospital eyewitness witness junior ranking mid level mid-level fellow nearby".split()
)


@dataclass(frozen=True, slots=True)
class Agent:
    """What a role noun says of the party that it names."""

    kind: ActorKind
    role: str
    branch: str


@dataclass(frozen=True, slots=True)
class _Scope:
    """Whose a role noun is: a country, or a known party, and the words that say so."""

    country: str | None = None
    party: str | None = None
    words: str = ""


@cache
def load_agents() -> dict[str, Agent]:
    """Role nouns in normalised singular form; read once a process."""
    folder = files("dateline.grounding").joinpath("data/actors")
    found: dict[str, Agent] = {}
    for row in read_table(folder.joinpath("agents.tsv")):
        agent = Agent(ActorKind(row["kind"]), row["role"], row["branch"])
        for noun in row["nouns"].split("|"):
            found.setdefault(normalise_name(noun), agent)
    return found


@cache
def load_peoples() -> dict[str, str | None]:
    """Adjectives of peoples and movements, with the country that they alone tell."""
    folder = files("dateline.grounding").joinpath("data/actors")
    return {
        normalise_name(word): row["country"] or None
        for row in read_table(folder.joinpath("peoples.tsv"))
        for word in row["adjectives"].split("|")
    }


@cache
def load_coalitions() -> dict[str, str]:
    """The coalition that acts in a country."""
    folder = files("dateline.grounding").joinpath("data/actors")
    return {row["country"]: row["party"] for row in read_table(folder.joinpath("coalitions.tsv"))}


def ground_agent(name: str, *, country: str | None, party_rows: Mapping[str, PartyRow]) -> ActorLink | None:
    """The party that a role noun and the words around it name, or None where the name holds no role noun.

    `country` is where the claim is placed; it serves only where the words themselves name no country. `party_rows`
    holds, for each known party, the row that is valid on the day.
    """
    words = normalise_name(name).split()
    parties = load_parties()
    if (demonym := parties.demonyms.get(" ".join(words))) is not None and name[:1].isupper():
        return _people(demonym, parties)
    if (found := _around_party(words, parties)) is not None:
        row = party_rows[found.party or ""]
        return link_of(row, parties, 0.9, f"names {row.name}")
    parsed = _split(words)
    if parsed is None:
        return None
    modifiers, noun, complement = parsed
    agent = load_agents()[noun]
    setting = _Setting(name, country, party_rows, parties, modifiers)
    scope, several = _find_scope(modifiers, parties)
    if several:
        return _by_name(agent, setting, "several parties")
    if complement and not scope.party and not scope.country:
        scope, several = _find_scope(complement, parties)
        if not scope.party and not scope.country and noun.split()[-1] in _MEMBERS and agent.branch not in _CIVIL:
            inner = ground_agent(" ".join(complement), country=country, party_rows=party_rows)
            if inner is not None and inner.score >= 0.6:
                return replace(inner, score=min(inner.score, 0.8), reason=f"{noun} of: {inner.reason}")
    return _link(noun, agent, scope, setting)


@dataclass(frozen=True, slots=True)
class _Setting:
    """What a role noun stands in: the whole name, the claim's country, the parties of the day, the words before it."""

    name: str
    country: str | None
    party_rows: Mapping[str, PartyRow]
    parties: Parties
    modifiers: list[str]


def _link(noun: str, agent: Agent, scope: _Scope, setting: _Setting) -> ActorLink:
    row = setting.party_rows.get(scope.party) if scope.party else None
    if row is not None and row.country and row.kind in (ActorKind.PERSON, ActorKind.STATE):
        scope, row = _Scope(country=row.country, words=row.name), None
    if row is not None:
        own = row.kind is ActorKind.MEDIA or agent.branch in ("aid_workers", "activists", "members")
        if agent.branch in _CIVIL and not (own and row.kind in _EMPLOYERS):
            return _by_branch(agent, setting, row.country, f"{noun} near {row.name}")
        return link_of(row, setting.parties, 0.9, f"{noun} of {row.name}")
    if scope.country:
        return _of_country(agent, scope, noun, setting, 0.9)
    peoples = [word for word in _phrases(setting.modifiers) if word in load_peoples()]
    if peoples:
        return _of_people(agent, peoples[-1], noun, setting.country)
    if agent.branch == "coalition" and (party := load_coalitions().get(setting.country or "")) is not None:
        return link_of(setting.party_rows[party], setting.parties, 0.7, "the coalition of the place")
    if set(setting.modifiers) & _SPONSOR and agent.kind in (ActorKind.STATE, ActorKind.STATE_FORCE):
        return _by_name(Agent(ActorKind.OTHER, "UAF", agent.branch), setting, f"{noun} with a sponsor")
    if _is_named(setting):
        return _by_name(agent, setting, f"role noun {noun!r}")
    if setting.country:
        return _of_country(agent, _Scope(setting.country), noun, setting, 0.6)
    return _by_branch(agent, setting, None, f"role noun {noun!r}")


def _is_named(setting: _Setting) -> bool:
    """True where a capitalised word that is no role and no common adjective stands before the role noun."""
    capitals = {normalise_name(word) for word in setting.name.split() if word[:1].isupper()}
    return any(word in capitals and word not in _COMMON and word not in load_agents() for word in setting.modifiers)


def _of_country(agent: Agent, scope: _Scope, noun: str, setting: _Setting, score: float) -> ActorLink:
    """A branch of a state, or people of a country."""
    assert scope.country is not None
    parties = setting.parties
    state = parties.states.get(scope.country)
    if state is None:
        return ActorLink(
            f"act_{scope.country.lower()}_{agent.branch}", noun, agent.kind, scope.country, agent.role or None,
            inter_of(agent.kind), score, "role noun and country",
        )  # fmt: skip
    party = f"{state.id}_{agent.branch}"
    where = f"{scope.words!r}" if scope.words else "the place"
    if (row := setting.party_rows.get(party)) is not None:
        return link_of(row, parties, score, f"{noun} of {where}")
    branch = _BRANCH_NAMES.get(agent.branch, agent.branch.replace("_", " "))
    adjective = state.adjectives[0] if state.adjectives else state.name
    return ActorLink(
        f"act_{party}",
        f"{adjective} {branch}",
        agent.kind,
        scope.country,
        f"{state.alpha3}{agent.role}",
        inter_of(agent.kind),
        score,
        f"{noun} of {where}",
    )


def _of_people(agent: Agent, people: str, noun: str, country: str | None) -> ActorLink:
    """Forces and civilians of a people: armed ones count as an identity militia unless they are called rebels."""
    kind = agent.kind
    if agent.branch in ("military", "fighters", "militia", "gunmen") or kind is ActorKind.STATE_FORCE:
        kind = ActorKind.IDENTITY_MILITIA
    if kind is ActorKind.STATE:
        kind = ActorKind.OTHER
    own = load_peoples()[people] or country
    role = "UAF" if kind is ActorKind.IDENTITY_MILITIA else agent.role
    label = "forces" if kind is ActorKind.IDENTITY_MILITIA else agent.branch
    return ActorLink(
        f"act_{slug(people)}_{label}",
        f"{people.title()} {label.replace('_', ' ')}",
        kind,
        own,
        f"{load_parties().alpha3(own)}{role}" or None,
        inter_of(kind),
        0.7,
        f"{noun} of a people: {people}",
    )


def _by_branch(agent: Agent, setting: _Setting, country: str | None, reason: str) -> ActorLink:
    """A party known by its role alone."""
    code = f"{setting.parties.alpha3(country)}{agent.role}" or None
    name = agent.branch.replace("_", " ")
    return ActorLink(f"act_{agent.branch}", name, agent.kind, country, code, inter_of(agent.kind), 0.7, reason)


def _by_name(agent: Agent, setting: _Setting, reason: str) -> ActorLink:
    """A party of its own, whose kind the role noun tells."""
    country = setting.country if agent.kind in _LOCAL else None
    code = f"{setting.parties.alpha3(country)}{agent.role}" or None
    party = f"act_{slug(setting.name)}"
    return ActorLink(party, setting.name, agent.kind, country, code, inter_of(agent.kind), 0.6, reason)


def _people(country: str, parties: Parties) -> ActorLink:
    state = parties.states[country]
    return ActorLink(
        f"act_{state.id}_civilians", f"{state.adjectives[0]} civilians", ActorKind.CIVILIANS, country,
        f"{state.alpha3}CVL", inter_of(ActorKind.CIVILIANS), 0.8, "name of a people",
    )  # fmt: skip


def link_of(row: PartyRow, parties: Parties, score: float, reason: str) -> ActorLink:
    """A known party as a claim's link."""
    code = f"{parties.alpha3(row.country)}{row.role}" if row.role != "-" else None
    inter = inter_of(row.kind)
    if row.kind is ActorKind.PERSON:
        inter = "State forces" if row.role in ("GOV", "MIL", "COP", "SPY") else "Rebel group" if row.role == "REB" else None
    return ActorLink(f"act_{row.id}", row.name, row.kind, row.country, code or None, inter, score, reason)


def _split(words: list[str]) -> tuple[list[str], str, list[str]] | None:
    """Modifiers, the role noun in the form of the list, and what follows it; None without role noun."""
    agents = load_agents()
    cuts = [at for at, word in enumerate(words) if at > 0 and word in _PREPOSITIONS]
    for end in (*cuts, len(words)):
        for first in range(max(0, end - 4), end):
            phrase = " ".join(words[first:end])
            noun = phrase if phrase in agents else _singular(phrase)
            if noun in agents:
                whole = _whole_noun(words, first, end)
                if whole is not None:
                    return words[:first], whole[0], words[whole[1] :]
                rest = words[end:]
                while rest and rest[0] in _PREPOSITIONS:
                    rest = rest[1:]
                return words[:first], noun, rest
    return None


def _around_party(words: list[str], parties: Parties) -> _Scope | None:
    """A known party with its role beside it: "militant group Hezbollah", "US-led coalition warplanes"."""
    agents = load_agents()
    for at in range(1, len(words)):
        before, after = " ".join(words[:at]), " ".join(words[at:])
        if after in parties.names and len(after) > 2 and after not in parties.adjectives:
            head = " ".join(words[max(0, at - 3) : at])
            if any(noun in agents for noun in (*_tails(head), *map(_singular, _tails(head)))):
                return _Scope(party=parties.names[after][0], words=after)
        if at > 1 and before in parties.names and before not in parties.adjectives:
            noun = after if after in agents else _singular(after)
            if noun in agents and agents[noun].branch not in _CIVIL:
                return _Scope(party=parties.names[before][0], words=before)
    return None


def _tails(phrase: str) -> list[str]:
    words = phrase.split()
    return [" ".join(words[at:]) for at in range(len(words))]


def _phrases(words: list[str]) -> list[str]:
    """Single words and pairs, in order."""
    pairs = [" ".join(words[at : at + 2]) for at in range(len(words) - 1)]
    return [*words, *pairs]


def _whole_noun(words: list[str], first: int, end: int) -> tuple[str, int] | None:
    """A listed noun that holds a preposition ("ministry of defence"), with its end."""
    agents = load_agents()
    for last in range(min(len(words), first + 5), end, -1):
        phrase = " ".join(words[first:last])
        for noun in (phrase, _singular(phrase)):
            if noun in agents:
                return noun, last
    return None


def _singular(phrase: str) -> str:
    agents = load_agents()
    for ending, put in (("ies", "y"), ("ches", "ch"), ("sses", "ss"), ("s", "")):
        if phrase.endswith(ending) and (found := phrase[: -len(ending)] + put) in agents:
            return found
    return phrase


def _find_scope(words: list[str], parties: Parties) -> tuple[_Scope, bool]:
    """The last party, nationality or state among the words that is neither sponsor nor enemy; True where several are."""
    found: list[_Scope] = []
    at = 0
    while at < len(words):
        for length in range(min(6, len(words) - at), 0, -1):
            scope = _scope_of(" ".join(words[at : at + length]), parties)
            if scope is None:
                continue
            after = words[at + length] if at + length < len(words) else ""
            before = words[at - 1] if at else ""
            if after not in _SPONSOR and before not in ("anti", "pro", "non", "ex"):
                found.append(scope)
            at += length - 1
            break
        at += 1
    several = "and" in words and len({scope.country or scope.party for scope in found}) > 1
    return found[-1] if found else _Scope(), several


def _scope_of(phrase: str, parties: Parties) -> _Scope | None:
    if (country := parties.adjectives.get(phrase)) is not None:
        return _Scope(country=country, words=phrase)
    bearers = parties.names.get(phrase)
    if bearers and (len(phrase) > 2 or phrase in ("is", "un", "eu", "au")):
        return _Scope(party=bearers[0], words=phrase)
    if (country := parties.demonyms.get(phrase)) is not None:
        return _Scope(country=country, words=phrase)
    return None
