"""Words as the index has them: SQLite's own tokenizer applied to a query or a passage."""

import re
import sqlite3
from collections.abc import Sequence
from itertools import chain

from obelize.domain.titles import fold
from obelize.literature.library.schema import TOKENIZER

_WORD = re.compile(r"[^\W_]+")
_ENDINGS = ("e", "ed", "ing", "s", "ion", "ement", "es", "y")
_MOST_REMEMBERED = 500_000


class Stemmer:
    """Gives the index's term for each word. Stems are remembered, because asking SQLite costs some 10 µs a word."""

    def __init__(self) -> None:
        self._stems: dict[str, str] = {}
        self._probe = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
        self._probe.executescript(
            f"CREATE VIRTUAL TABLE probe USING fts5(word, content='', tokenize='{TOKENIZER}');"
            "CREATE VIRTUAL TABLE stems USING fts5vocab(probe, instance);"
        )

    def terms(self, text: str) -> list[str]:
        """The terms of `text` in order."""
        if len(self._stems) > _MOST_REMEMBERED:
            self._stems.clear()
        return self.terms_of([text])[0]

    def terms_of(self, texts: Sequence[str]) -> list[list[str]]:
        """The terms of each text in order; new words of all of them are stemmed in one go."""
        worded = [_WORD.findall(fold(text)) for text in texts]
        self._learn(set(chain.from_iterable(worded)).difference(self._stems))
        return [list(map(self._stems.__getitem__, words)) for words in worded]

    def stems(self, words: Sequence[str]) -> list[str]:
        """The term of each folded word."""
        self._learn({word for word in words if word not in self._stems})
        return [self._stems[word] for word in words]

    def _learn(self, new: set[str]) -> None:
        if not new:
            return
        words = sorted(new)
        self._stems.update(zip(words, words, strict=True))
        self._probe.execute("BEGIN")
        self._probe.executemany("INSERT INTO probe (rowid, word) VALUES (?, ?)", enumerate(words))
        for row, term in self._probe.execute("SELECT doc, term FROM stems"):
            self._stems[words[row]] = term
        self._probe.execute("ROLLBACK")

    def word_for(self, term: str) -> str:
        """A word whose term this is, for use in a query: there the index's tokenizer would stem a term once more.

        "persuas" would become "persua", which no work has; "persuase" becomes "persuas".
        """
        if self.stems([term])[0] == term:
            return term
        longer = [term + ending for ending in _ENDINGS]
        return next((word for word, stem in zip(longer, self.stems(longer), strict=True) if stem == term), term)
