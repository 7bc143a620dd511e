"""Tokens as numbers: what the network sees of a text, made from spaCy's own hashes without a loop over tokens."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from spacy.attrs import IDX, IS_ALPHA, IS_LOWER, IS_SPACE, IS_TITLE, IS_UPPER, LENGTH, LIKE_NUM, LOWER, SHAPE, SUFFIX
from spacy.tokens import Doc

CASINGS = 6  # other, lower case, capitalised, upper case, number, pad
PAD_CASING = 5
_NUMBER_CASING = 4
_ATTRIBUTES = [IS_SPACE, LOWER, SHAPE, SUFFIX, IDX, LIKE_NUM, IS_ALPHA, IS_LOWER, IS_TITLE, IS_UPPER, LENGTH]


@dataclass(frozen=True, slots=True)
class Tokens:
    """The tokens of a `Doc` without blanks, one array entry each.

    `keys` identify words: the hash of the lower-case form, for numbers that of the shape ("dddd"). `suffixes` are
    hashes of the last three characters. `casings` are 0 to 4 as in `CASINGS`. `chars` are offsets in the text.
    """

    keys: NDArray[np.uint64]
    suffixes: NDArray[np.uint64]
    casings: NDArray[np.intp]
    chars: NDArray[np.intp]


def tokens_of(doc: Doc) -> Tokens:
    """The tokens of `doc`."""
    table = doc.to_array(_ATTRIBUTES)
    table = table[table[:, 0] == 0]
    lower, shape, suffix, idx, like_num, alpha, is_lower, title, upper, length = table[:, 1:].T
    numeric = (like_num == 1) & (alpha == 0)
    casings = np.zeros(len(table), np.intp)
    casings[is_lower == 1] = 1
    casings[title == 1] = 2
    casings[(upper == 1) & (length > 1)] = 3
    casings[numeric] = _NUMBER_CASING
    return Tokens(np.where(numeric, shape, lower), suffix, casings, idx.astype(np.intp))
