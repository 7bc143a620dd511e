"""Authors from the one-string names that some sources give."""

import re

from obelize.domain.literature import Author
from obelize.domain.names import is_suffix, names_an_organisation

_MOST_AUTHORS = 5_000


def author_from_name(name: str) -> Author | None:
    """An author from "Given van der Family Jr.", "Family, Given" or a group's name; None where it is empty."""
    name = re.sub(r"\s+\d{4}$", "", name.strip())
    if not name:
        return None
    if "," in name:
        family, _, given = (part.strip() for part in name.partition(","))
        return Author(family, given) if family else None
    words = name.split()
    if len(words) == 1 or names_an_organisation(name):
        return Author(name)
    end = len(words)
    if is_suffix(words[-1]) and end > 2:
        end -= 1
    # A family name begins at the first particle in lower case, else it is the last word.
    start = next((i for i, word in enumerate(words[1 : end - 1], 1) if word[0].islower()), end - 1)
    return Author(" ".join(words[start:]), " ".join(words[:start]))


def authors_from(names: "list[str | None]") -> tuple[Author, ...]:
    """The authors of a list of one-string names, empty ones left out."""
    return tuple(author for name in names[:_MOST_AUTHORS] if name and (author := author_from_name(name)))
