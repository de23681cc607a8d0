"""Voices: the words that name who says, believes or asks what a cue reports."""

from __future__ import annotations

from dateline.model.analysis import Analysis, Entity, EntityKind
from dateline.reading.clauses import agent, base, child, children, is_passive, lemma, lower, marker, subject
from dateline.reading.cue_words import CueKind, lexicon


def find_speaker(analysis: Analysis, verb: int) -> int | None:
    """The head word of whoever says, believes or asks with a verb; None where nobody is named."""
    if (outer := outer_speech(analysis, verb)) is not None:
        return find_speaker(analysis, outer)
    participle = analysis.tokens[verb].xpos == "VBN" and base(analysis.tokens[verb].deprel) == "acl"
    if is_passive(analysis, verb) or (participle and child(analysis, verb, "nsubj") is None):
        return agent(analysis, verb)
    found = _named_after(analysis, verb) or subject(analysis, verb)
    if (above := _speech_around(analysis, verb)) is not None:
        found = subject(analysis, above)
    if child(analysis, verb, "nsubj") is None and (loose := _loose_speaker(analysis, verb)) is not None:
        found = loose
    elif found is None:
        found = name_before(analysis, verb)
        found = _apposed_name(analysis, verb) if found is None else found
    found = _better_subject(analysis, verb, found)
    if (
        found is not None
        and lower(analysis, found) in ("it", "there")
        and base(analysis.tokens[found].deprel) == "expl"
    ):
        return None
    return found


def _named_after(analysis: Analysis, verb: int) -> int | None:
    """The subject right behind a closing verb of saying, where the tree gives it the content's subject as well."""
    own = children(analysis, verb, "nsubj")
    content = child(analysis, verb, "ccomp")
    if len(own) < 2 or content is None or content > verb:
        return None
    after = (at for at in own if verb < at <= verb + 4)
    return next((at for at in after if analysis.tokens[verb + 1].upos != "PUNCT"), None)


def _better_subject(analysis: Analysis, verb: int, found: int | None) -> int | None:
    """Another subject for a number or adjective ("Begum, now 19 and pregnant, has asked"), the person for "who"."""
    if found is None:
        return None
    tokens = analysis.tokens
    if tokens[found].upos in ("NUM", "ADJ", "DET"):
        head = tokens[found].head
        others = [at for at in children(analysis, head, "nsubj") if at != found] if head >= 0 else []
        return next((at for at in others if tokens[at].upos in ("PROPN", "NOUN", "PRON")), found)
    name = next(
        (at for at in children(analysis, verb, "nsubj") if at > found + 1 and tokens[at - 1].form == ","),
        None,
    )
    if name is not None and any(
        entity.first == name and entity.kind is EntityKind.PERSON for entity in analysis.entities
    ):
        return name  # "said the headmistress, Ruth Achieng"
    who = next((at for at in children(analysis, verb, "nsubj") if lower(analysis, at) == "who"), None)
    if who is None or tokens[found].upos == "PROPN":
        return found
    last = who - 1 - (tokens[who - 1].form == ",")
    for entity in analysis.entities:
        if entity.last == last + 1 and entity.kind is EntityKind.PERSON:
            return _top(analysis, entity)
    return found


def _apposed_name(analysis: Analysis, verb: int) -> int | None:
    """The person before an apposition that the verb follows ("..., X, a spokesman for the police, said")."""
    tokens = analysis.tokens
    if verb < 3 or tokens[verb - 1].form != ",":
        return None
    for entity in reversed(analysis.entities):
        if entity.last >= verb or entity.kind is not EntityKind.PERSON:
            continue
        between = tokens[entity.last : verb - 1]
        near = 1 < len(between) < _APPOSITION and between[0].form == ","
        plain = not any(word.upos in ("VERB", "AUX") or word.form in _STOPS for word in between[1:])
        return (
            _top(analysis, entity)
            if near and plain and between[0].sentence == tokens[verb].sentence
            else None
        )
    return None


_APPOSITION = 16
"""How many words an apposition between a speaker and the verb takes at most."""


def _top(analysis: Analysis, entity: Entity) -> int:
    """The token of a name that the others hang on."""
    at = entity.first
    while entity.first <= analysis.tokens[at].head < entity.last:
        at = analysis.tokens[at].head
    return at


def outer_speech(analysis: Analysis, verb: int) -> int | None:
    """The verb of saying that a second one is really coordinated with, where the tree hangs it on what was said.

    As in "said the group had been defeated and announced a withdrawal": only the content's tense is shifted back.
    """
    at = verb
    if (
        analysis.tokens[verb].xpos not in ("VBD", "VBZ", "VBP")
        or child(analysis, verb, "nsubj", "aux") is not None
    ):
        return None
    while base(analysis.tokens[at].deprel) == "conj":
        at = analysis.tokens[at].head
    outer = analysis.tokens[at].head
    if (
        at == verb
        or outer < 0
        or base(analysis.tokens[at].deprel) != "ccomp"
        or not lexicon().verbs.get(lemma(analysis, verb))
    ):
        return None
    if CueKind.REPORT not in lexicon().verbs.get(lemma(analysis, outer), ()):
        return None
    helpers = {lower(analysis, i) for i in children(analysis, at, "aux", "cop")}
    return outer if analysis.tokens[outer].xpos == analysis.tokens[verb].xpos and helpers else None


def _speech_around(analysis: Analysis, verb: int) -> int | None:
    """The verb of saying that "..., adding that" goes on from, where it hangs on what was said."""
    if analysis.tokens[verb].xpos != "VBG" or base(analysis.tokens[verb].deprel) != "advcl":
        return None
    if child(analysis, verb, "nsubj") is not None:
        return None
    at = analysis.tokens[verb].head
    while at >= 0 and base(analysis.tokens[at].deprel) in ("ccomp", "conj", "xcomp", "acl"):
        at = analysis.tokens[at].head
        if at >= 0 and base(analysis.tokens[at].deprel) == "obj":
            # "rejected reports that ..., saying": the noun's verb is the one that goes on.
            at = analysis.tokens[at].head
        if at >= 0 and lexicon().verbs.get(lemma(analysis, at), frozenset()) & _TELLING:
            return at
    return None


_TELLING = frozenset({CueKind.REPORT, CueKind.DENY})


def _loose_speaker(analysis: Analysis, verb: int) -> int | None:
    """The name between the last comma and a closing verb of saying, which parses often hang on what stands before."""
    sentence = analysis.sentences[analysis.tokens[verb].sentence]
    content = child(analysis, verb, "ccomp")
    if content is None and base(analysis.tokens[verb].deprel) == "parataxis":
        content = analysis.tokens[verb].head
    if content is None or content > verb:
        return None
    comma = verb - 1
    while comma > sentence.first and analysis.tokens[comma].form not in _STOPS:
        comma -= 1
    if not content < comma < verb - 1:
        return _inverted_speaker(analysis, verb, sentence.last)
    return _name_between(analysis, comma, verb)


def name_before(analysis: Analysis, verb: int) -> int | None:
    """The head of the name between a comma and a verb of saying that follows it closely ("..., the army said")."""
    comma = verb - 1
    while comma > max(0, verb - 9) and analysis.tokens[comma].form not in _STOPS:
        compound = analysis.tokens[comma - 1].form == "-"  # "Doha-based"
        if analysis.tokens[comma].upos in ("VERB", "ADP", "SCONJ") and not compound:
            return _described_before(analysis, verb)
        comma -= 1
    return _name_between(analysis, comma, verb) if analysis.tokens[comma].form in _STOPS else None


def _described_before(analysis: Analysis, verb: int) -> int | None:
    """The head of a noun with a participle behind it: "..., leaflets dropped over the town said"."""
    tokens = analysis.tokens
    comma = next((at for at in range(verb - 1, max(0, verb - 9), -1) if tokens[at].form in _STOPS), None)
    if comma is None or any(word.upos in ("AUX", "SCONJ") for word in tokens[comma + 1 : verb]):
        return None
    noun = next((at for at in range(comma + 1, verb) if tokens[at].upos not in ("DET", "ADJ", "NUM")), verb)
    behind = tokens[noun + 1].xpos if noun + 1 < verb else ""
    return noun if tokens[noun].upos in ("NOUN", "PROPN") and behind in ("VBN", "VBG") else None


_STOPS = frozenset({",", "”", '"', "’", "''"})


def _name_between(analysis: Analysis, comma: int, verb: int) -> int | None:
    for at in range(comma + 1, verb):
        head = analysis.tokens[at].head
        if analysis.tokens[at].upos in ("NOUN", "PROPN", "PRON") and not comma < head < verb:
            return at
    return None


def name_after(analysis: Analysis, token: int) -> int | None:
    """The head of the name right after a word such as "citing"."""
    end = analysis.sentences[analysis.tokens[token].sentence].last
    comma = next((at for at in range(token + 1, end) if analysis.tokens[at].form == ","), end)
    return _inverted_speaker(analysis, token, comma)


def _inverted_speaker(analysis: Analysis, verb: int, end: int) -> int | None:
    """The head of the name right after "..., said"."""
    limit = min(verb + 9, end)
    for at in range(verb + 1, limit):
        word = analysis.tokens[at]
        if word.upos in ("PUNCT", "VERB", "ADP", "SCONJ") and word.form != "-":
            return None
        if word.upos in ("NOUN", "PROPN", "PRON") and not verb < word.head < limit:
            return at
    return None


def find_venue(analysis: Analysis, verb: int) -> int | None:
    """Whom the speaker told, or "to" or "on" what outlet the speaker said it."""
    told = child(analysis, verb, "iobj", "obj")
    if told is not None and analysis.tokens[told].upos in ("PROPN", "NOUN"):
        return told
    if (
        told is None
        and lemma(analysis, verb) == "tell"
        and (beside := _body_after(analysis, verb)) is not None
    ):
        return beside
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


def _body_after(analysis: Analysis, verb: int) -> int | None:
    """The organisation named right behind "told", wherever the tree hangs it."""
    at = verb + 1 + (lower(analysis, verb + 1) == "the" if verb + 2 < len(analysis.tokens) else 0)
    for entity in analysis.entities:
        if entity.first == at and entity.kind in (EntityKind.ORGANISATION, EntityKind.OTHER):
            return _top(analysis, entity)
    return None


def is_witness(analysis: Analysis, speaker: int | None) -> bool:
    """True for people whose seeing or hearing is a claim: witnesses, residents, monitors."""
    return speaker is not None and lemma(analysis, speaker) in lexicon().nouns["witness"]


def find_maker(analysis: Analysis, noun: int) -> int | None:
    """Who made a claim: its possessor, the one after "by", or the subject of the verb it is the object of."""
    own = child(analysis, noun, "nmod:poss")
    for at in analysis.dependents[noun]:
        if analysis.tokens[at].deprel == "nmod:poss":
            return at
    by = [
        at
        for at in children(analysis, noun, "nmod")
        if (case := marker(analysis, at, "case")) == "by"
        or (case == "from" and analysis.tokens[at].upos == "PROPN")
    ]
    by += [at for at in children(analysis, noun, "compound", "amod") if analysis.tokens[at].upos == "PROPN"]
    if by:
        return by[0]
    head = analysis.tokens[noun].head
    if head >= 0 and (
        (base(analysis.tokens[noun].deprel) == "obj" and lemma(analysis, head) in _MAKING)
        or (_said_in(analysis, noun) and CueKind.REPORT in lexicon().verbs.get(lemma(analysis, head), ()))
    ):
        return find_speaker(analysis, head)
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
