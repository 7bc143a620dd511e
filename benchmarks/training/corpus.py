"""The sentences that training reads: labelled talks and debates, and transcripts without labels."""

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.model_selection import GroupKFold

from obelize.errors import UnreadableInputError
from obelize.extraction import Extractor
from obelize.readers import read_document

FOLDS = 3
_SIZE_OF_RECOGNISER = re.compile(r"_(tiny|base|small|medium|large)$")
_WORDS = range(3, 61)  # shorter sentences teach nothing, longer ones are unpunctuated captions
_SUFFIXES = {".vtt", ".srt", ".md", ".txt"}


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, its document, the sentence before it ("" at the start), and its label where it has one.

    `probability`: how probable it is that the annotator calls it worthy; of the annotator's own labels 0 or 1.
    """

    document: str
    before: str
    text: str
    worthy: bool | None = None
    kind: str = "-"
    probability: float | None = None


def talks(path: Path) -> list[Sentence]:
    """The labelled talks of a file, in order; disputed sentences have no label.

    Rows that somebody other than the annotator labelled have a `probability`.
    """
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    found = []
    for last, row in zip([{}, *rows], rows, strict=False):
        before = last["text"] if last.get("doc") == row["doc"] else ""
        worthy = {"y": True, "n": False}.get(row["label"])
        probability = row.get("probability", None if worthy is None else float(worthy))
        found.append(Sentence(row["doc"], before, row["text"], worthy, row.get("type", "-"), probability))
    return found


def more_talks(data: Path) -> list[Sentence]:
    """Talks labelled by others than the annotator; none where there is no such file."""
    path = data / "talks_more.jsonl"
    return talks(path) if path.exists() else []


def debates(path: Path) -> list[Sentence]:
    """The labelled debate sentences of a file: unrelated ones."""
    rows = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()[1:] if line.count("\t") == 2]
    worthy = [row[2].strip() == "Yes" for row in rows]
    return [Sentence("", "", row[1], yes, "-", float(yes)) for row, yes in zip(rows, worthy, strict=True)]


def folds(sentences: Sequence[Sentence]) -> NDArray[np.intp]:
    """For each labelled sentence the fold that it is held out in; a document is never divided."""
    found = np.zeros(len(sentences), np.intp)
    documents = [sentence.document for sentence in sentences]
    for fold, (_, held_out) in enumerate(GroupKFold(FOLDS).split(documents, groups=documents)):
        found[held_out] = fold
    return found


def random_folds(count: int) -> NDArray[np.intp]:
    """Folds of sentences that have no document."""
    return np.random.default_rng(0).integers(0, FOLDS, count)


def unlabelled(folders: Iterable[Path], labelled: Iterable[Sentence], most: int, seed: int) -> list[Sentence]:
    """At most `most` sentences, at random, of the transcripts in `folders` of which none is labelled."""
    known = {_work(Path(sentence.document).stem) for sentence in labelled}
    extractor = Extractor(rules_only=True)
    found: dict[str, Sentence] = {}
    for path in sorted(path for folder in folders for path in folder.rglob("*") if path.suffix in _SUFFIXES):
        name = path.parent.name if path.stem in ("transcript", "captions") else path.stem
        if _work(name) in known:
            continue
        known.add(_work(name))
        try:
            document = read_document(path)
        except UnreadableInputError:
            continue
        before = ""
        for claim in extractor.claims(document):
            if len(claim.text.split()) in _WORDS:
                found.setdefault(claim.text, Sentence(name, before, claim.text))
            before = claim.text
    sentences = list(found.values())
    chosen = np.random.default_rng(seed).permutation(len(sentences))[:most]
    return [sentences[index] for index in chosen]


def _work(stem: str) -> str:
    """One name for all recognitions of one recording."""
    return _SIZE_OF_RECOGNISER.sub("", stem)
