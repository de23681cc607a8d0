"""The list of known parties and states, read from the data files and indexed by normalised name."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from dateline.codebook import ActorKind
from dateline.grounding.party_names import fold_name, normalise_name

_ROLES = {
    ActorKind.STATE: "GOV",
    ActorKind.STATE_FORCE: "MIL",
    ActorKind.REBEL_GROUP: "REB",
    ActorKind.POLITICAL_MILITIA: "UAF",
    ActorKind.IDENTITY_MILITIA: "UAF",
    ActorKind.RIOTERS: "CVL",
    ActorKind.PROTESTERS: "OPP",
    ActorKind.CIVILIANS: "CVL",
    ActorKind.EXTERNAL_FORCE: "MIL",
    ActorKind.COALITION: "MIL",
    ActorKind.INTERGOVERNMENTAL: "IGO",
    ActorKind.NGO: "NGO",
    ActorKind.MEDIA: "MED",
    ActorKind.POLITICAL_PARTY: "PTY",
}
_INTER = {
    ActorKind.STATE: "State forces",
    ActorKind.STATE_FORCE: "State forces",
    ActorKind.REBEL_GROUP: "Rebel group",
    ActorKind.POLITICAL_MILITIA: "Political militia",
    ActorKind.IDENTITY_MILITIA: "Identity militia",
    ActorKind.RIOTERS: "Rioters",
    ActorKind.PROTESTERS: "Protesters",
    ActorKind.CIVILIANS: "Civilians",
    ActorKind.NGO: "Civilians",
    ActorKind.MEDIA: "Civilians",
    ActorKind.EXTERNAL_FORCE: "External/Other forces",
    ActorKind.COALITION: "External/Other forces",
    ActorKind.INTERGOVERNMENTAL: "External/Other forces",
}


@dataclass(frozen=True, slots=True)
class State:
    """A state, what it and its people are called, and the words that stand for its government."""

    id: str
    name: str
    country: str
    alpha3: str
    adjectives: tuple[str, ...]
    demonyms: tuple[str, ...]
    aliases: tuple[str, ...]
    metonyms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PartyRow:
    """What a party is and is called from one day to another; open where a date is None."""

    id: str
    name: str
    kind: ActorKind
    country: str | None
    role: str
    """PLOVER/CAMEO agent code."""
    affiliation: str | None
    """For a person, the id of the party that he or she belongs to."""
    first: date | None
    last: date | None
    note: str

    def holds(self, on: date | None) -> bool:
        """True where the row is valid on the day; without a day, where it has no end."""
        if on is None:
            return self.last is None
        return (self.first is None or self.first <= on) and (self.last is None or on <= self.last)


@dataclass(frozen=True, slots=True)
class Parties:
    """Every known party and state, by id and by normalised name."""

    rows: dict[str, tuple[PartyRow, ...]]
    names: dict[str, tuple[str, ...]]
    """Normalised name to the ids that bear it, in file order."""
    states: dict[str, State]
    """By ISO 3166-1 alpha-2."""
    adjectives: dict[str, str]
    """Normalised adjective, state name or capital to the country it stands for before a noun."""
    demonyms: dict[str, str]
    """Normalised name of a people to its country."""
    metonyms: dict[str, str]
    """Normalised capital or seat of government to its country."""
    common: frozenset[str]
    """Normalised names that are written without capitals ("coalition of the willing")."""
    written: int
    """How many aliases the files hold, names included."""

    def alpha3(self, country: str | None) -> str:
        """ISO 3166-1 alpha-3 of a country, or nothing."""
        state = self.states.get(country) if country else None
        return state.alpha3 if state else ""


def role_of(kind: ActorKind) -> str:
    """The PLOVER/CAMEO agent code that a kind of party has where its row names none."""
    return _ROLES.get(kind, "")


def inter_of(kind: ActorKind) -> str | None:
    """ACLED's class of actor for a kind of party; None for kinds outside its codebook."""
    return _INTER.get(kind)


@cache
def load_parties() -> Parties:
    """The known parties; read once a process."""
    folder = files("dateline.grounding").joinpath("data/actors")
    states = {state.country: state for state in _read_states(folder)}
    rows: dict[str, list[PartyRow]] = {}
    names: dict[str, list[str]] = {}
    common: set[str] = set()
    written = 0
    for path in sorted(folder.iterdir(), key=lambda path: path.name):
        if not path.name.startswith("parties_"):
            continue
        for row, aliases in _read_rows(path):
            rows.setdefault(row.id, []).append(row)
            written += len(aliases)
            for alias in aliases:
                name = normalise_name(alias)
                if alias == alias.lower():
                    common.add(name)
                bearers = names.setdefault(name, [])
                if row.id not in bearers:
                    bearers.append(row.id)
    for state in states.values():
        rows.setdefault(state.id, []).append(
            PartyRow(state.id, state.name, ActorKind.STATE, state.country, "", None, None, None, "")
        )
        for alias in (state.name, *state.aliases):
            bearers = names.setdefault(normalise_name(alias), [])
            if state.id not in bearers:
                bearers.append(state.id)
    return Parties(
        {party: tuple(held) for party, held in rows.items()},
        {name: tuple(bearers) for name, bearers in names.items()},
        states,
        _adjectives(states),
        {normalise_name(word): state.country for state in states.values() for word in state.demonyms},
        {normalise_name(word): state.country for state in states.values() for word in state.metonyms},
        frozenset(common),
        written,
    )


@cache
def load_spellings() -> dict[str, str]:
    """Folded name to the one id that bears it; names of several parties are left out. Read once a process."""
    folded: dict[str, str | None] = {}
    for name, bearers in load_parties().names.items():
        if len(name) < 6:
            continue
        key = fold_name(name)
        same = len(bearers) == 1 and folded.get(key, bearers[0]) == bearers[0]
        folded[key] = bearers[0] if same else None
    return {key: bearer for key, bearer in folded.items() if bearer is not None}


def read_table(path: Traversable) -> Iterator[dict[str, str]]:
    """The rows of a tab-separated file by column; lines that begin with # are comments."""
    lines = (line for line in path.read_text("utf-8").splitlines() if line and not line.startswith("#"))
    header = next(lines).split("\t")
    for line in lines:
        cells = line.split("\t")
        yield dict(zip(header, cells + [""] * (len(header) - len(cells)), strict=True))


def _read_states(folder: Traversable) -> Iterator[State]:
    for row in read_table(folder.joinpath("states.tsv")):
        lists = (
            tuple(filter(None, row[name].split("|")))
            for name in ("adjectives", "demonyms", "aliases", "metonyms")
        )
        yield State(row["id"], row["name"], row["country"], row["alpha3"], *lists)


def _read_rows(path: Traversable) -> Iterator[tuple[PartyRow, list[str]]]:
    kinds = {kind.value: kind for kind in ActorKind}
    lines = path.read_text("utf-8").splitlines()
    for line in lines:
        if line.startswith(("#", "id\t")) or not line:
            continue
        party, name, aliases, kind_name, *rest = line.split("\t")
        country, role, affiliation, first, last, note = (*rest, *[""] * (6 - len(rest)))
        kind = kinds[kind_name]
        row = PartyRow(
            party,
            name,
            kind,
            country or None,
            role or role_of(kind),
            affiliation or None,
            date.fromisoformat(first) if first else None,
            date.fromisoformat(last) if last else None,
            note,
        )
        yield row, [name, *aliases.split("|")] if aliases else [name]


def _adjectives(states: dict[str, State]) -> dict[str, str]:
    """Words that say before a noun whose it is; adjectives come before names, names before capitals."""
    found: dict[str, str] = {}
    for words in ("adjectives", "names", "metonyms"):
        for state in states.values():
            held = (state.name, *state.aliases) if words == "names" else getattr(state, words)
            for word in held:
                found.setdefault(normalise_name(word), state.country)
    return found
