"""Errors cross process borders whole."""

import pickle

from dateline.errors import UnreadableDocument


def test_unreadable_document_survives_pickling():
    error = UnreadableDocument("a.txt", "it is empty", "Give text.")
    again = pickle.loads(pickle.dumps(error))
    assert (str(again), again.item, again.remedy) == ("a.txt: it is empty. Give text.", "a.txt", "Give text.")
