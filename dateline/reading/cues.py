"""Cues: the words by which a report hands a claim to somebody, with speaker and content."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache
from importlib.resources import files

from dateline.model.analysis import Analysis
from dateline.reading.clauses import (
    agent,
    base,
    child,
    children,
    clause_of,
    is_infinitive,
    is_passive,
    lemma,
    lower,
    marker,
    subject,
)


class CueKind(StrEnum):
    """How the speaker stands to the content."""

    REPORT = "report"
    BELIEVE = "believe"
    PERCEIVE = "perceive"
    SHOW = "show"
    ACCUSE = "accuse"
    DEMAND = "demand"
    PROMISE = "promise"
    THREATEN = "threaten"
    DENY = "deny"
    SOURCE = "source"
    """"According to", "citing"."""


@dataclass(frozen=True, slots=True)
class Cue:
    """One cue: its word, the head words of its contents, and the head words of those who hold them."""

    token: int
    kind: CueKind
    contents: tuple[int, ...]
    speaker: int | None
    venue: int | None = None
    """Who was told; an outlet there is a holder too."""
    source: int | None = None
    """Whom the speaker quotes or cites."""
    inside: bool = False
    """True where the cue hangs below its content ("..., he said")."""
    cites: bool = False
    """True for "citing" and "quoting"."""
    shut: int = -1
    """Below its content, the top of the cue's own words, which are not content; -1 for the cue itself."""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The word lists of `data/cues.toml`."""

    verbs: dict[str, frozenset[CueKind]]
    behaviour: dict[str, frozenset[str]]
    nouns: dict[str, frozenset[str]]
    phrases: dict[str, frozenset[str]]
    outlets: dict[str, frozenset[str]]


@cache
def lexicon() -> Lexicon:
    """The cue lexicon, loaded once."""
    raw = tomllib.loads(files("dateline.reading").joinpath("data/cues.toml").read_text("utf-8"))
    verbs: dict[str, frozenset[CueKind]] = {}
    for kind, words in raw["verbs"].items():
        for word in words:
            verbs[word] = verbs.get(word, frozenset()) | {CueKind(kind)}
    tables = {
        name: {key: frozenset(words) for key, words in raw[name].items()}
        for name in ("behaviour", "nouns", "phrases", "outlets")
    }
    return Lexicon(verbs, **tables)


def find_cues(analysis: Analysis) -> tuple[Cue, ...]:
    """Every cue of the report in text order."""
    found: list[Cue] = []
    words = lexicon()
    for token in analysis.tokens:
        if token.upos in ("VERB", "AUX"):
            if lemma(analysis, token.index) in words.verbs:
                found += _verb_cues(analysis, token.index)
        elif token.upos == "NOUN" and lemma(analysis, token.index) in words.nouns["content"]:
            found += _noun_cues(analysis, token.index)
        if token.form.lower() in _OPENING:
            found += _source_cues(analysis, token.index)
    return _merge_citations(found)


def _merge_citations(found: list[Cue]) -> tuple[Cue, ...]:
    """Fold "citing officials" into the cue it modifies: whoever says it cites them."""
    by_token = {cue.token: at for at, cue in enumerate(found)}
    kept: list[Cue] = list(found)
    gone: set[int] = set()
    for cue in found:
        if cue.cites and (at := by_token.get(cue.contents[0])) is not None:
            kept[at] = replace(kept[at], source=cue.speaker)
            gone.add(cue.token)
    return tuple(cue for cue in kept if cue.token not in gone)


_OPENING = frozenset({"according", "per", "words"})
_FINITE = (
    CueKind.DENY,
    CueKind.REPORT,
    CueKind.BELIEVE,
    CueKind.THREATEN,
    CueKind.PROMISE,
    CueKind.ACCUSE,
    CueKind.SHOW,
    CueKind.DEMAND,
)
_INFINITE = (
    CueKind.DEMAND,
    CueKind.PROMISE,
    CueKind.THREATEN,
    CueKind.DENY,
    CueKind.REPORT,
    CueKind.BELIEVE,
    CueKind.SHOW,
)


def _verb_cues(analysis: Analysis, verb: int) -> Iterator[Cue]:
    name = lemma(analysis, verb)
    kinds = lexicon().verbs[name]
    finite = tuple(_finite_contents(analysis, verb))
    infinite = tuple(_infinitives(analysis, verb))
    venue = _venue(analysis, verb)
    speaker = _speaker(analysis, verb)
    if name in ("cite", "quote") and (cue := _citation(analysis, verb)):
        yield cue
    elif infinite and (kind := _infinitive_kind(analysis, verb, kinds, infinite)):
        yield Cue(verb, kind, infinite + finite, speaker)
    elif finite and (kind := _kind(kinds, _FINITE)):
        yield Cue(verb, kind, finite, speaker, venue)
    elif (
        kinds & {CueKind.REPORT, CueKind.BELIEVE} and (content := _outer_content(analysis, verb)) is not None
    ):
        kind = CueKind.REPORT if CueKind.REPORT in kinds else CueKind.BELIEVE
        yield Cue(verb, kind, (content,), speaker, venue, inside=True, shut=verb)
    elif CueKind.PERCEIVE in kinds and _is_witness(analysis, speaker):
        yield Cue(verb, CueKind.PERCEIVE, tuple(children(analysis, verb, "ccomp", "xcomp", "obj")), speaker)
    else:
        yield from _nominal_cues(analysis, verb, kinds, speaker)


def _infinitive_kind(
    analysis: Analysis, verb: int, kinds: frozenset[CueKind], infinite: tuple[int, ...]
) -> CueKind | None:
    if CueKind.DEMAND in kinds and not _asks(analysis, verb, infinite):
        kinds -= {CueKind.DEMAND}
    kind = _kind(kinds, _INFINITE)
    return kind if kind and _takes_infinitive(lemma(analysis, verb), kind) else None


def _takes_infinitive(name: str, kind: CueKind) -> bool:
    """Asking, promising and threatening do; of the other verbs those that claim or are said ("claims to have")."""
    return kind in _BINDING or name in lexicon().behaviour["infinitive"]


_BINDING = frozenset({CueKind.DEMAND, CueKind.PROMISE, CueKind.THREATEN})


def _kind(kinds: frozenset[CueKind], order: tuple[CueKind, ...]) -> CueKind | None:
    return next((kind for kind in order if kind in kinds), None)


def _asks(analysis: Analysis, verb: int, contents: Iterable[int]) -> bool:
    """Asking needs somebody who is asked: "told him to go", not "claimed to go"."""
    if child(analysis, verb, "obj", "iobj") is not None or is_passive(analysis, verb):
        return True
    if any(child(analysis, at, "nsubj") is not None for at in contents) or lemma(analysis, verb) in _BEGGING:
        return True
    return any(marker(analysis, at, "case") in _ADDRESSING for at in children(analysis, verb, "obl"))


def _finite_contents(analysis: Analysis, verb: int) -> Iterator[int]:
    name = lemma(analysis, verb)
    for at in analysis.dependents[verb]:
        relation = base(analysis.tokens[at].deprel)
        if relation == "ccomp" and not is_infinitive(analysis, at):
            if not _is_unasserted(analysis, verb, at):
                yield at
        elif (
            (relation == "parataxis" and not _is_bare_cue(analysis, at) and _opens_speech(analysis, verb, at))
            or (relation in ("advcl", "obl") and name in _CALLING and marker(analysis, at) == "as")
            or (relation == "xcomp" and name in _GERUND and analysis.tokens[at].xpos == "VBG")
        ):
            yield at


def _is_unasserted(analysis: Analysis, verb: int, content: int) -> bool:
    """True where nothing is reported: "tried to find out whether", "began throwing", "continued to face"."""
    if analysis.tokens[content].xpos == "VBG" and child(analysis, content, "nsubj", "aux") is None:
        return True
    if lemma(analysis, verb) in lexicon().behaviour["quote_only"]:
        low, high = min(verb, content), max(verb, content)
        return not any(analysis.tokens[at].form in _SPEECH_MARKS for at in range(low, high))
    opener = min(analysis.subtree(content))
    return is_infinitive(analysis, verb) and lower(analysis, opener) in _QUESTIONS


_QUESTIONS = frozenset({"whether", "if", "how", "what", "who", "when", "where", "why", "which"})
_GERUND = frozenset({"deny", "report", "admit", "recall", "describe", "confess", "acknowledge"})
_CALLING = frozenset(
    {"describe", "portray", "characterise", "characterize", "term", "label", "brand", "denounce"}
)


def _infinitives(analysis: Analysis, verb: int) -> Iterator[int]:
    """Infinitive complements; after "called on him" and "warned him" they may hang on loosely."""
    addressed = child(analysis, verb, "obj", "iobj") is not None or any(
        marker(analysis, at, "case") in _ADDRESSING for at in children(analysis, verb, "obl")
    )
    for at in children(analysis, verb, "xcomp", "ccomp", "advcl"):
        loose = base(analysis.tokens[at].deprel) == "advcl" and not addressed
        if is_infinitive(analysis, at) and not (loose and "for" not in marker(analysis, at)):
            yield at
    for top in children(analysis, verb, "obl"):
        if marker(analysis, top, "case") in _ADDRESSING:
            yield from (at for at in children(analysis, top, "acl") if is_infinitive(analysis, at))


_BEGGING = frozenset(
    {"ask", "beg", "seek", "appeal", "plead", "demand", "request", "petition", "propose", "call"}
)
_ADDRESSING = frozenset({"on", "upon", "to", "with", "for"})


def _opens_speech(analysis: Analysis, verb: int, content: int) -> bool:
    """A loose clause is speech where a quotation mark or a colon stands between it and the verb."""
    low, high = min(verb, content), max(verb, content)
    return any(analysis.tokens[at].form in _SPEECH_MARKS for at in range(low, high)) or content < verb


_SPEECH_MARKS = frozenset({'"', "“", "”", "''", "``", "‘", "'", ":", "«", "»", "„"})


def _is_bare_cue(analysis: Analysis, verb: int) -> bool:
    """True for a saying verb without content of its own, as in "..., he said"."""
    kinds = lexicon().verbs.get(lemma(analysis, verb))
    if not kinds or CueKind.REPORT not in kinds:
        return False
    return child(analysis, verb, "ccomp", "xcomp") is None


def _outer_content(analysis: Analysis, verb: int) -> int | None:
    """The clause that a bare cue reports: what it hangs on loosely, or "as" makes it report."""
    token = analysis.tokens[verb]
    relation = base(token.deprel)
    if token.head < 0 or child(analysis, verb, "xcomp") is not None:
        return None
    loose = relation == "parataxis" or (
        relation in ("dep", "discourse") and child(analysis, verb, "nsubj") is not None
    )
    if loose or (relation == "advcl" and marker(analysis, verb, "mark") == "as"):
        return _whole_clause(analysis, token.head, verb)
    return None


def _whole_clause(analysis: Analysis, token: int, cue: int) -> int:
    """The finite clause around a token; a cue that closes its sentence covers all of the coordinated ones."""
    at = clause_of(analysis, token)
    sentence = analysis.sentences[analysis.tokens[cue].sentence]
    is_last = not any(
        analysis.tokens[i].upos == "VERB" and not _is_below(analysis, i, cue)
        for i in range(cue + 1, sentence.last)
    )
    # A clause that only follows a cue in mid sentence is not what the cue reports.
    is_medial = any(analysis.tokens[i].upos == "VERB" for i in range(sentence.first, cue))
    while (head := analysis.tokens[at].head) >= 0:
        relation = base(analysis.tokens[at].deprel)
        loose = _is_nonfinite(analysis, at) and relation in ("advcl", "acl", "xcomp", "ccomp")
        closing = is_last and (relation in ("conj", "acl") or loose)
        if not (loose or closing or (is_medial and at > cue and relation in ("advcl", "conj"))):
            break
        above = clause_of(analysis, head)
        if above == at or (relation in ("ccomp", "acl") and lemma(analysis, above) in lexicon().verbs):
            break
        at = above
    return at


def _is_nonfinite(analysis: Analysis, verb: int) -> bool:
    """True for infinitives and participles without an auxiliary or a subject of their own."""
    if is_infinitive(analysis, verb):
        return True
    if child(analysis, verb, "nsubj", "cop", "aux") is not None:
        return False
    return analysis.tokens[verb].xpos in ("VBG", "VBN")


def _is_below(analysis: Analysis, token: int, top: int) -> bool:
    at = token
    while at >= 0:
        if at == top:
            return True
        at = analysis.tokens[at].head
    return False


def _speaker(analysis: Analysis, verb: int) -> int | None:
    if is_passive(analysis, verb) or (
        analysis.tokens[verb].xpos == "VBN" and base(analysis.tokens[verb].deprel) == "acl"
    ):
        return agent(analysis, verb)
    found = subject(analysis, verb)
    if child(analysis, verb, "nsubj") is None and (loose := _loose_speaker(analysis, verb)) is not None:
        found = loose
    if (
        found is not None
        and lower(analysis, found) in ("it", "there")
        and base(analysis.tokens[found].deprel) == "expl"
    ):
        return None
    return found


def _loose_speaker(analysis: Analysis, verb: int) -> int | None:
    """The name between the last comma and a closing verb of saying, which parses often hang on what stands before."""
    sentence = analysis.sentences[analysis.tokens[verb].sentence]
    content = child(analysis, verb, "ccomp")
    if content is None or content > verb:
        return None
    comma = verb - 1
    while comma > sentence.first and analysis.tokens[comma].form not in (",", "”", '"', "’", "''"):
        comma -= 1
    if not content < comma < verb - 1:
        return _inverted_speaker(analysis, verb, sentence.last)
    for at in range(comma + 1, verb):
        head = analysis.tokens[at].head
        if analysis.tokens[at].upos in ("NOUN", "PROPN", "PRON") and not comma < head < verb:
            return at
    return None


def _inverted_speaker(analysis: Analysis, verb: int, end: int) -> int | None:
    """The head of the name right after "..., said"."""
    limit = min(verb + 9, end)
    for at in range(verb + 1, limit):
        word = analysis.tokens[at]
        if word.upos in ("PUNCT", "VERB", "ADP", "SCONJ"):
            return None
        if word.upos in ("NOUN", "PROPN", "PRON") and not verb < word.head < limit:
            return at
    return None


def _venue(analysis: Analysis, verb: int) -> int | None:
    """Whom the speaker told, or "to" or "on" what outlet the speaker said it."""
    told = child(analysis, verb, "iobj", "obj")
    if told is not None and analysis.tokens[told].upos in ("PROPN", "NOUN"):
        return told
    for at in children(analysis, verb, "obl"):
        if marker(analysis, at, "case") in ("to", "on", "in", "with") and analysis.tokens[at].upos in (
            "PROPN",
            "NOUN",
        ):
            inner = [
                n
                for n in children(analysis, at, "nmod")
                if marker(analysis, n, "case") in ("with", "to", "by", "on")
            ]
            return inner[0] if inner else at
    return None


def _is_witness(analysis: Analysis, speaker: int | None) -> bool:
    return speaker is not None and lemma(analysis, speaker) in lexicon().nouns["witness"]


def _citation(analysis: Analysis, verb: int) -> Cue | None:
    """As in "Quoted him as saying", "citing officials"."""
    saying = next(
        (
            at
            for at in children(analysis, verb, "advcl", "xcomp", "ccomp")
            if lemma(analysis, at) in ("say", "tell")
        ),
        None,
    )
    told = (
        child(analysis, verb, "obj", "nsubj")
        if not is_passive(analysis, verb)
        else child(analysis, verb, "nsubj")
    )
    if saying is not None:
        speaker = agent(analysis, verb) if is_passive(analysis, verb) else subject(analysis, verb)
        cited = child(analysis, verb, "nsubj") if is_passive(analysis, verb) else child(analysis, verb, "obj")
        inner = tuple(_finite_contents(analysis, saying)) or (saying,)
        return Cue(verb, CueKind.REPORT, inner, speaker, source=cited)
    token = analysis.tokens[verb]
    if (
        told is not None
        and base(token.deprel) in ("advcl", "acl", "xcomp", "parataxis")
        and token.xpos == "VBG"
    ):
        told = child(analysis, verb, "obj")
        content = _whole_clause(analysis, token.head, verb)
        return Cue(verb, CueKind.SOURCE, (content,), told, inside=True, cites=True, shut=verb)
    return None


def _nominal_cues(
    analysis: Analysis, verb: int, kinds: frozenset[CueKind], speaker: int | None
) -> Iterator[Cue]:
    """What verbs report of nouns: "accused of", "called for", "reported clashes", "claimed responsibility for"."""
    words = lexicon()
    name = lemma(analysis, verb)
    claimed = child(analysis, verb, "obj")
    if name == "claim" and claimed is not None and lemma(analysis, claimed) in ("responsibility", "credit"):
        contents = [
            at for top in (verb, claimed) for at in children(analysis, top, "obl", "nmod", "advcl", "acl")
        ]
        yield Cue(verb, CueKind.REPORT, tuple(contents), speaker)
        return
    for kind, cases, relations in _PREPOSITIONAL:
        if kind in kinds:
            tops = [verb, *children(analysis, verb, "obj", "iobj")]
            contents = [
                at
                for top in tops
                for at in children(analysis, top, *relations)
                if marker(analysis, at) in cases
            ]
            if contents:
                yield Cue(verb, kind, tuple(contents), speaker)
                return
    if claimed is not None and name in words.behaviour["nominal_object"]:
        order = (
            CueKind.DENY,
            CueKind.DEMAND,
            CueKind.PROMISE,
            CueKind.THREATEN,
            CueKind.REPORT,
            CueKind.BELIEVE,
        )
        if kind := _kind(kinds, order):
            if name == "announce":
                kind = CueKind.REPORT
            yield Cue(verb, kind, (claimed,), speaker)


_PREPOSITIONAL = (
    (CueKind.ACCUSE, frozenset({"of", "for", "with"}), ("obl", "advcl", "nmod", "acl")),
    (CueKind.DEMAND, frozenset({"for", "that", "against"}), ("obl", "advcl", "nmod", "acl")),
    (CueKind.THREATEN, frozenset({"of", "with", "against"}), ("obl", "advcl", "nmod")),
    (CueKind.PROMISE, frozenset({"to"}), ("advcl", "acl")),
)


def _noun_cues(analysis: Analysis, noun: int) -> Iterator[Cue]:
    words = lexicon()
    name = lemma(analysis, noun)
    clauses = tuple(
        at
        for at in children(analysis, noun, "acl", "ccomp", "appos", "advcl")
        if marker(analysis, at, "mark") == "that" and analysis.tokens[at].deprel != "acl:relcl"
    )
    cases = ("for",) if name in words.nouns["demanding"] else ("of",)
    nominal = tuple(at for at in children(analysis, noun, "nmod") if marker(analysis, at, "case") in cases)
    infinite = tuple(at for at in children(analysis, noun, "acl") if is_infinitive(analysis, at))
    contents = clauses + nominal + infinite
    if not contents:
        return
    kind = CueKind.REPORT
    if name in words.nouns["demanding"]:
        kind = CueKind.DEMAND
    elif name in words.nouns["doubtful"]:
        kind = CueKind.BELIEVE
    elif name == "denial":
        kind = CueKind.DENY
    elif name in ("threat", "warning"):
        kind = CueKind.THREATEN
    elif name in ("promise", "pledge", "vow"):
        kind = CueKind.PROMISE
    yield Cue(noun, kind, contents, _maker(analysis, noun))


def _maker(analysis: Analysis, noun: int) -> int | None:
    """Who made a claim: its possessor, the one after "by", or the subject of the verb it is the object of."""
    own = child(analysis, noun, "nmod:poss")
    for at in analysis.dependents[noun]:
        if analysis.tokens[at].deprel == "nmod:poss":
            return at
    by = [at for at in children(analysis, noun, "nmod") if marker(analysis, at, "case") in ("by", "from")]
    by += [at for at in children(analysis, noun, "compound", "amod") if analysis.tokens[at].upos == "PROPN"]
    if by:
        return by[0]
    head = analysis.tokens[noun].head
    if head >= 0 and (
        (base(analysis.tokens[noun].deprel) == "obj" and lemma(analysis, head) in _MAKING)
        or (_said_in(analysis, noun) and CueKind.REPORT in lexicon().verbs.get(lemma(analysis, head), ()))
    ):
        return _speaker(analysis, head)
    return noun if lemma(analysis, noun) in lexicon().nouns["report"] else own


def _said_in(analysis: Analysis, noun: int) -> bool:
    """True for the statement of "said in a statement that"."""
    return base(analysis.tokens[noun].deprel) == "obl" and marker(analysis, noun, "case") in (
        "in",
        "through",
        "via",
    )


_MAKING = frozenset(
    {"make", "issue", "voice", "express", "repeat", "reiterate", "raise", "renew", "have", "give", "level"}
)


def _source_cues(analysis: Analysis, token: int) -> Iterator[Cue]:
    """As in "According to X", "per X", "in the words of X"."""
    word = lower(analysis, token)
    if word == "words":
        speaker = next(
            (at for at in children(analysis, token, "nmod") if marker(analysis, at, "case") == "of"), None
        )
        top = token
        if speaker is None or marker(analysis, token, "case") != "in":
            return
    else:
        if word == "according" and token + 1 < len(analysis.tokens) and lower(analysis, token + 1) != "to":
            return
        speaker = top = analysis.tokens[token].head
        relation = base(analysis.tokens[token].deprel)
        if relation not in ("case", "mark", "fixed"):
            speaker = child(analysis, token, "obl", "nmod", "obj", "pobj")
            top = token
    if speaker is None or top < 0 or analysis.tokens[top].head < 0:
        return
    if analysis.tokens[speaker].upos not in ("NOUN", "PROPN", "PRON", "ADJ", "X", "NUM"):
        return
    content = _whole_clause(analysis, analysis.tokens[top].head, top)
    yield Cue(token, CueKind.SOURCE, (content,), speaker, inside=True, shut=top)
