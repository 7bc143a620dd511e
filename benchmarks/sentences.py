"""How well speech without punctuation is cut into sentences.

    python -m benchmarks.sentences DATA [--line-words 10]

DATA is a folder of transcripts. Of each that is punctuated, the sentences' beginnings are noted; then its words are
lower-cased and stripped of punctuation, and cut again, once with line ends every so many words, as captions have
them, and once without any. A beginning counts as found within one word of a true one, each true one once. Prints
JSON: precision, recall and F1 over all transcripts, and how long the pieces are.
"""

import argparse
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from obelize.errors import UnreadableInputError
from obelize.extraction.sentences import sentence_spans
from obelize.extraction.stretches import stretches
from obelize.readers import read_document

_EDGES = re.compile(r"^[^\w$€£]+|[^\w%]+$")
_WORDS_PER_SENTENCE = 40  # on average at most, in a stretch that counts as punctuated
_MIN_WORDS = 200


@dataclass(frozen=True, slots=True)
class Speech:
    """Bare words of one stretch, and at which of them a sentence begins; the first is left out."""

    words: Sequence[str]
    begins: frozenset[int]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--line-words", type=int, default=10)
    arguments = parser.parse_args()
    speeches = [speech for path in sorted(arguments.data.iterdir()) if path.is_file() for speech in speeches_of(path)]
    result = {
        "speeches": len(speeches),
        "words": sum(len(speech.words) for speech in speeches),
        "sentences": sum(len(speech.begins) + 1 for speech in speeches),
        "with_line_ends": measures(speeches, arguments.line_words),
        "without_line_ends": measures(speeches, None),
    }
    print(json.dumps(result, indent=2))


def speeches_of(path: Path) -> list[Speech]:
    """The punctuated stretches of a transcript; none where it can't be read."""
    try:
        document = read_document(path)
    except UnreadableInputError:
        return []
    found = []
    for stretch in stretches(document):
        words: list[str] = []
        begins = set[int]()
        for start, end in sentence_spans(document.text, stretch.start_char, stretch.end_char, (), (), spoken=False):
            begins.add(len(words))
            words.extend(filter(None, (_EDGES.sub("", word).lower() for word in document.text[start:end].split())))
        begins -= {0, len(words)}
        if len(words) >= max(_MIN_WORDS, _WORDS_PER_SENTENCE) and len(words) <= _WORDS_PER_SENTENCE * (len(begins) + 1):
            found.append(Speech(words, frozenset(begins)))
    return found


def measures(speeches: Sequence[Speech], line_words: int | None) -> dict[str, float]:
    """Precision, recall and F1 of the beginnings found."""
    hits = cuts = true = 0
    for speech in speeches:
        found = cut_again(speech.words, line_words)
        hits += matched(found, speech.begins)
        cuts += len(found)
        true += len(speech.begins)
    return {
        "precision": round(hits / max(cuts, 1), 4),
        "recall": round(hits / max(true, 1), 4),
        "f1": round(2 * hits / max(cuts + true, 1), 4),
        "words_a_piece": round(sum(len(speech.words) for speech in speeches) / max(cuts + len(speeches), 1), 2),
    }


def cut_again(words: Sequence[str], line_words: int | None) -> list[int]:
    """At which words the sentences of bare speech are found to begin, the first left out."""
    starts = [0]
    for word in words:
        starts.append(starts[-1] + len(word) + 1)
    text = " ".join(words)
    joints = starts[line_words:-1:line_words] if line_words else []
    at = {start: place for place, start in enumerate(starts)}
    return [at[start] for start, _ in sentence_spans(text, 0, len(text), joints, ())][1:]


def matched(found: Sequence[int], true: frozenset[int]) -> int:
    """How many found beginnings are within one word of a true one, each taken once."""
    left = set(true)
    count = 0
    for exact in (True, False):
        for place in found:
            near = (place,) if exact else (place - 1, place + 1)
            if (exact or place not in true) and (hit := next((n for n in near if n in left), None)) is not None:
                left.discard(hit)
                count += 1
    return count


if __name__ == "__main__":
    main()
