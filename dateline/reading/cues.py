"""Cues: the words by which a report hands a claim to somebody, with speaker and content."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from dateline.model.analysis import Analysis
from dateline.reading.clauses import (
    agent,
    base,
    child,
    children,
    is_infinitive,
    is_passive,
    lemma,
    lower,
    marker,
    subject,
)
from dateline.reading.contents import (
    asks,
    clause_before,
    displaced_content,
    finite_contents,
    infinitive_contents,
    is_parenthesis,
    is_quoted,
    outer_content,
    whole_clause,
)
from dateline.reading.cue_words import Cue, CueKind, lexicon
from dateline.reading.voices import find_maker, find_speaker, find_venue, is_witness, name_after


def find_cues(analysis: Analysis) -> tuple[Cue, ...]:
    """Every cue of the report in text order."""
    found: list[Cue] = []
    words = lexicon()
    for token in analysis.tokens:
        if token.form.lower() in _CITING and token.index + 1 < len(analysis.tokens):
            found += _citations(analysis, token.index)
        elif token.upos in ("VERB", "AUX"):
            if lemma(analysis, token.index) in words.verbs:
                found += _verb_cues(analysis, token.index)
            else:
                found += _figure_cues(analysis, token.index)
        elif token.upos == "NOUN" and lemma(analysis, token.index) in words.nouns["content"]:
            found += _noun_cues(analysis, token.index)
        if token.form.lower() in _OPENING:
            found += _source_cues(analysis, token.index)
    return _settle(analysis, found)


def _settle(analysis: Analysis, found: list[Cue]) -> tuple[Cue, ...]:
    """Fold "citing officials" into the cue whose speaker cites them, and give displaced contents to one cue."""
    kept: dict[int, Cue] = {}
    for cue in found:
        above = kept.get(analysis.tokens[cue.token].head)
        beside = base(analysis.tokens[cue.token].deprel) == "ccomp"
        if above is not None and beside and set(cue.contents) & set(above.contents):
            left = tuple(at for at in above.contents if at not in cue.contents)
            kept[above.token] = replace(above, contents=left)
        kept[cue.token] = cue
    for cue in found:
        said = (_cited_by(analysis, found, cue) or _said_nearby(analysis, found, cue)) if cue.cites else None
        if said is not None:
            kept[said.token] = replace(kept[said.token], source=cue.speaker)
            del kept[cue.token]
    return tuple(kept[token] for token in dict.fromkeys(cue.token for cue in found) if token in kept)


def _cited_by(analysis: Analysis, found: list[Cue], citing: Cue) -> Cue | None:
    """The "according to X" whose X does the citing ("according to X, quoting Y")."""
    head = analysis.tokens[citing.token].head
    return next(
        (cue for cue in found if cue.kind is CueKind.SOURCE and not cue.cites and cue.speaker == head), None
    )


def _said_nearby(analysis: Analysis, found: list[Cue], citing: Cue) -> Cue | None:
    """The verb of saying in the same sentence that is nearest to "citing"."""
    sentence = analysis.tokens[citing.token].sentence
    said = [
        cue
        for cue in found
        if cue.kind is CueKind.REPORT
        and analysis.tokens[cue.token].sentence == sentence
        and analysis.tokens[cue.token].upos == "VERB"
    ]
    return min(said, key=lambda cue: abs(cue.token - citing.token), default=None)


_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "ADJ", "X", "NUM"})
_CITING = frozenset({"citing", "quoting"})
_SAYING = frozenset({CueKind.REPORT, CueKind.BELIEVE})
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
    head = analysis.tokens[verb].head
    if head >= 0 and lemma(analysis, head) in ("quote", "cite") and marker(analysis, verb, "mark") == "as":
        return
    finite = tuple(finite_contents(analysis, verb))
    infinite = tuple(infinitive_contents(analysis, verb))
    venue = find_venue(analysis, verb)
    speaker = find_speaker(analysis, verb)
    if name == "quote" and (quoted := _quotation(analysis, verb)) is not None:
        yield quoted
    elif (
        infinite
        and (kind := _infinitive_kind(analysis, verb, kinds, infinite))
        and not (finite and is_quoted(analysis, verb, infinite[0]))
    ):
        yield Cue(verb, kind, infinite + finite, speaker)
    elif finite and (kind := _kind(kinds, _FINITE)) and not is_parenthesis(analysis, verb):
        before = clause_before(analysis, verb) if kind is CueKind.REPORT else None
        yield Cue(verb, kind, finite if before is None else (*finite, before), speaker, venue)
    elif kinds & _SAYING and (content := outer_content(analysis, verb)) is not None:
        kind = CueKind.REPORT if CueKind.REPORT in kinds else CueKind.BELIEVE
        yield Cue(verb, kind, (content, *finite), speaker, venue, inside=True, shut=verb)
    elif CueKind.REPORT in kinds and (content := displaced_content(analysis, verb)) is not None:
        yield Cue(verb, CueKind.REPORT, (content,), speaker, venue)
    elif CueKind.PERCEIVE in kinds and is_witness(analysis, speaker):
        seen = [at for at in children(analysis, verb, "ccomp", "xcomp", "obj", "advcl") if at > verb]
        yield Cue(verb, CueKind.PERCEIVE, tuple(seen), speaker)
    else:
        yield from _nominal_cues(analysis, verb, kinds, speaker)


def _infinitive_kind(
    analysis: Analysis, verb: int, kinds: frozenset[CueKind], infinite: tuple[int, ...]
) -> CueKind | None:
    if CueKind.DEMAND in kinds and not asks(analysis, verb, infinite):
        kinds -= {CueKind.DEMAND}
    kind = _kind(kinds, _INFINITE)
    return kind if kind and _takes_infinitive(lemma(analysis, verb), kind) else None


def _takes_infinitive(name: str, kind: CueKind) -> bool:
    """Asking, promising and threatening do; of the other verbs those that claim or are said ("claims to have")."""
    return kind in _BINDING or name in lexicon().behaviour["infinitive"]


_BINDING = frozenset({CueKind.DEMAND, CueKind.PROMISE, CueKind.THREATEN})


def _kind(kinds: frozenset[CueKind], order: tuple[CueKind, ...]) -> CueKind | None:
    return next((kind for kind in order if kind in kinds), None)


def _citations(analysis: Analysis, token: int) -> Iterator[Cue]:
    """As in "citing officials" and "quoting him as saying"."""
    if (quoted := _quotation(analysis, token)) is not None:
        yield quoted
        return
    sentence = analysis.sentences[analysis.tokens[token].sentence]
    root = next(at for at in range(sentence.first, sentence.last) if analysis.tokens[at].head < 0)
    speaker = name_after(analysis, token)
    if speaker is not None:
        yield Cue(token, CueKind.SOURCE, (root,), speaker, inside=True, cites=True, shut=token)


def _quotation(analysis: Analysis, verb: int) -> Cue | None:
    """As in "quoted him as saying", "was quoted by AFP as saying"."""
    clauses = children(analysis, verb, "advcl", "xcomp", "ccomp")
    saying = next((at for at in clauses if lemma(analysis, at) in ("say", "tell")), None)
    if saying is None:
        return None
    passive = is_passive(analysis, verb)
    speaker = agent(analysis, verb) if passive else subject(analysis, verb)
    quoted = child(analysis, verb, "nsubj") if passive else child(analysis, verb, "obj")
    if quoted is None or quoted == speaker:
        quoted = name_after(analysis, verb)
    inner = tuple(finite_contents(analysis, saying)) or (saying,)
    return Cue(verb, CueKind.REPORT, inner, speaker, source=quoted)


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
    object_kind = CueKind.REPORT if name == "announce" else _kind(kinds, _OBJECT)
    if claimed is not None and object_kind and name in words.behaviour["nominal_object"]:
        doing = [
            at
            for at in children(analysis, verb, "xcomp", "advcl", "ccomp")
            if analysis.tokens[at].xpos == "VBG" and analysis.tokens[at - 1].form != ","
        ]
        yield Cue(verb, object_kind, (claimed, *doing), speaker)
    elif claimed is not None and name == "blame" and _blames_on(analysis, verb, claimed):
        yield Cue(verb, CueKind.ACCUSE, (claimed,), speaker)


def _blames_on(analysis: Analysis, verb: int, claimed: int) -> bool:
    """True for "blames the attack on X"; the parse may hang "on X" on the object."""
    below = [*children(analysis, verb, "obl"), *children(analysis, claimed, "nmod")]
    return any(marker(analysis, at, "case") == "on" for at in below)


def _figure_cues(analysis: Analysis, verb: int) -> Iterator[Cue]:
    """As in "doctors counted 61 bodies", "put the toll at 50", "spoke of 30 dead", "made it clear that"."""
    name = lemma(analysis, verb)
    told = lexicon().figures.get(name)
    if told is None:
        return
    speaker = find_speaker(analysis, verb)
    if speaker is None or analysis.tokens[speaker].upos not in _NOMINAL:
        return
    if "whether" in told:
        clauses = children(analysis, verb, "ccomp", "advcl", "xcomp")
        contents = [at for at in clauses if marker(analysis, at, "mark") in ("whether", "if")]
    elif name == "make":
        clear = [
            at for at in children(analysis, verb, "xcomp", "obj") if lower(analysis, at) in ("clear", "plain")
        ]
        contents = [clause for at in clear for clause in children(analysis, at, "ccomp")]
        contents += [at for at in children(analysis, verb, "ccomp") if clear]
    elif told:
        contents = [at for at in children(analysis, verb, "obl") if marker(analysis, at, "case") in told]
        contents = [at for at in contents if _has_number(analysis, at)]
    else:
        contents = [at for at in children(analysis, verb, "obj") if _has_number(analysis, at)]
    if contents:
        beside = children(analysis, verb, "xcomp") if name != "make" else []
        yield Cue(verb, CueKind.REPORT, (*contents, *beside), speaker)


def _has_number(analysis: Analysis, token: int) -> bool:
    return any(analysis.tokens[at].upos == "NUM" for at in analysis.subtree(token))


_OBJECT = (
    CueKind.DENY,
    CueKind.DEMAND,
    CueKind.PROMISE,
    CueKind.THREATEN,
    CueKind.REPORT,
    CueKind.BELIEVE,
)
_PREPOSITIONAL = (
    (CueKind.ACCUSE, frozenset({"of", "for", "with"}), ("obl", "advcl", "nmod", "acl")),
    (CueKind.DEMAND, frozenset({"for", "that", "against"}), ("obl", "advcl", "nmod", "acl", "xcomp")),
    (CueKind.THREATEN, frozenset({"of", "with", "against"}), ("obl", "advcl", "nmod")),
    (CueKind.PROMISE, frozenset({"to"}), ("advcl", "acl")),
)


def _noun_cues(analysis: Analysis, noun: int) -> Iterator[Cue]:
    words = lexicon()
    name = lemma(analysis, noun)
    clauses = tuple(
        at
        for at in children(analysis, noun, "acl", "ccomp", "appos", "advcl")
        if marker(analysis, at, "mark") == "that"
    )
    cases = ("for",) if name in words.nouns["demanding"] else ("of",)
    nominal = tuple(at for at in children(analysis, noun, "nmod") if marker(analysis, at, "case") in cases)
    infinite = tuple(at for at in children(analysis, noun, "acl") if is_infinitive(analysis, at))
    contents = clauses + nominal + infinite
    if not contents:
        return
    head = analysis.tokens[noun].head
    if (
        base(analysis.tokens[noun].deprel) == "obj"
        and CueKind.DENY in lexicon().verbs.get(lemma(analysis, head), ())
        and find_maker(analysis, noun) in (None, noun)
    ):
        # "rejected reports that": whoever is left to hold it is the one who denies it.
        yield Cue(noun, CueKind.DENY, contents, find_speaker(analysis, head))
        return
    yield Cue(noun, _noun_kind(name), contents, find_maker(analysis, noun))


def _noun_kind(name: str) -> CueKind:
    nouns = lexicon().nouns
    if name in nouns["demanding"]:
        return CueKind.DEMAND
    if name in nouns["doubtful"]:
        return CueKind.BELIEVE
    return _NOUN_KINDS.get(name, CueKind.REPORT)


_NOUN_KINDS = {
    "denial": CueKind.DENY,
    "threat": CueKind.THREATEN,
    "warning": CueKind.THREATEN,
    "promise": CueKind.PROMISE,
    "pledge": CueKind.PROMISE,
    "vow": CueKind.PROMISE,
}


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
        if top < 0 or analysis.tokens[top].upos not in _NOMINAL:
            named = name_after(analysis, token + (word == "according"))
            speaker, top = (named, token) if named is None else (named, named)
    if speaker is None or top < 0 or analysis.tokens[top].head < 0:
        return
    content = whole_clause(analysis, analysis.tokens[top].head, top)
    before = min(analysis.subtree(token)) - 1 if word == "words" else -1
    if before > 0 and analysis.tokens[before].form in ("”", '"', "''"):
        content = before - 1  # only what is quoted is in those words
    yield Cue(token, CueKind.SOURCE, (content,), speaker, inside=True, shut=top)
