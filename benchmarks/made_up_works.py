"""Made-up works with a realistic spread of words, for measuring size and speed: they predict nothing about quality."""

import json
import random
from collections.abc import Iterator
from itertools import accumulate
from typing import Any

_SYLLABLES = [consonant + vowel for consonant in "bdklmnrstvz" for vowel in "aeiou"]
_WORDS = 200_000
_TITLE_WORDS = (6, 14)
_ABSTRACT_WORDS = (90, 210)


class Wording:
    """Draws words by Zipf's law (exponent 1) from a vocabulary of 200,000 made-up words."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)
        made = random.Random(1)
        vocabulary: dict[str, None] = {}
        while len(vocabulary) < _WORDS:
            vocabulary["".join(made.choices(_SYLLABLES, k=made.randint(2, 5)))] = None
        self._vocabulary = list(vocabulary)
        self._weights = list(accumulate(1 / (rank + 2.7) for rank in range(_WORDS)))

    def words(self, least: int, most: int) -> list[str]:
        """Between `least` and `most` words."""
        count = self._random.randint(least, most)
        return self._random.choices(self._vocabulary, cum_weights=self._weights, k=count)

    def works(self, count: int, abstracts: float) -> Iterator[dict[str, Any]]:
        """CSL items, a share of `abstracts` with one; every second has a DOI."""
        for number in range(count):
            item: dict[str, Any] = {
                "id": f"m{number}",
                "type": "article-journal",
                "title": " ".join(self.words(*_TITLE_WORDS)).capitalize(),
                "author": [{"family": name.capitalize(), "given": "A."} for name in self.words(1, 6)],
                "issued": {"date-parts": [[self._random.randint(1960, 2025)]]},
                "container-title": f"Journal of {self.words(1, 1)[0]}",
            }
            if number % 2:
                item["DOI"] = f"10.1234/m{number}"
            if self._random.random() < abstracts:
                item["abstract"] = " ".join(self.words(*_ABSTRACT_WORDS)).capitalize() + "."
            yield item


def lines(count: int, seed: int = 7, abstracts: float = 0.2) -> Iterator[str]:
    """CSL-JSON lines of made-up works."""
    for item in Wording(seed).works(count, abstracts):
        yield json.dumps(item) + "\n"
