"""From words to numbers: pieces, shapes and label indices of the sentences to train on or to measure with."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from tokenizers import Tokenizer

from dateline.language.encoder import word_shape
from training.sentences import Sentence, edit_script

Labels = Mapping[str, Sequence[str]]
IGNORED = -100
LONGEST_WORDS, LONGEST_PIECES, PIECES_A_WORD = 110, 200, 8


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence as numbers."""

    sentence: Sentence
    ids: list[int]
    case: list[int]
    first: list[int]
    targets: dict[str, list[int]]


class Encoder:
    """Words to pieces, shapes and label indices."""

    def __init__(self, tokenizer: Tokenizer, labels: Labels) -> None:
        tokenizer.no_padding()
        tokenizer.no_truncation()
        self._tokenizer = tokenizer
        self._pieces: dict[str, list[int]] = {}
        self._index = {name: {label: i for i, label in enumerate(values)} for name, values in labels.items()}
        self._cls, self._sep, self._unknown = map(self._special, ("[CLS]", "[SEP]", "[UNK]"))

    def _special(self, token: str) -> int:
        index: int | None = self._tokenizer.token_to_id(token)
        assert index is not None, f"{token} is not in the vocabulary"
        return index

    def pieces(self, word: str) -> list[int]:
        """Vocabulary indices of the pieces of a word, at most eight."""
        found = self._pieces.get(word)
        if found is None:
            found = (self._tokenizer.encode(word, add_special_tokens=False).ids or [self._unknown])[
                :PIECES_A_WORD
            ]
            self._pieces[word] = found
        return found

    def encode(self, sentence: Sentence) -> Example:
        """The example of one sentence."""
        ids, case, first = [self._cls], [0], [0]
        for word in sentence.words:
            first.append(len(ids))
            pieces = self.pieces(word)
            ids += pieces
            case += [word_shape(word)] * len(pieces)
        return Example(sentence, [*ids, self._sep], [*case, 0], first, self._targets(sentence))

    def _targets(self, sentence: Sentence) -> dict[str, list[int]]:
        layers = {
            "upos": sentence.upos,
            "xpos": sentence.xpos,
            "rel": sentence.rels,
            "entity": sentence.entities,
            "content": sentence.content,
            "source": sentence.source,
            "cue": sentence.cue,
        }
        targets = {}
        for name, tags in layers.items():
            if tags is not None:
                index = self._index.get(name, self._index["bio"])
                targets[name] = [index.get(tag, IGNORED) for tag in tags]
        if sentence.lemmas is not None and sentence.heads is not None:
            scripts = map(edit_script, sentence.words, sentence.lemmas)
            targets["lemma"] = [self._index["lemma"].get(script, IGNORED) for script in scripts]
            targets["head"] = list(sentence.heads)
        return targets


def encode_all(encoder: Encoder, sentences: Iterable[Sentence]) -> list[Example]:
    """Examples of the sentences that are not too long to train on."""
    examples = (encoder.encode(s) for s in sentences if 0 < len(s.words) <= LONGEST_WORDS)
    return [example for example in examples if len(example.ids) <= LONGEST_PIECES]
