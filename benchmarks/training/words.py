"""Chooses the words that get a vector, and where the vectors start from.

    python -m benchmarks.training.words DATA OUT [--transcripts FOLDER ...] [--texts FILE ...] [--encoder ENCODER]

Words are those of the labelled and unlabelled sentences and of `--texts` (JSON lines in gzip with `title` and
`abstract`), the commonest 32,000 that occur three times. A word's vector is what the encoder makes of it alone, the
mean over its pieces, in its 96 principal directions. Without `--encoder` the vectors are small random numbers, and
what the network knows of words is only what the labels teach. OUT is the `.npz` to write.
"""

import argparse
import gzip
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
import spacy
from numpy.typing import NDArray

from benchmarks.training import corpus
from obelize.extraction.cues import plain_text
from obelize.extraction.model.tokens import tokens_of

_MOST = 32_000
_LEAST_OFTEN = 3
_WIDTH = 96
_PORTION = 500
_BATCH = 256


def main() -> None:
    """Count, look up, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--transcripts", type=Path, nargs="*", default=[])
    parser.add_argument("--texts", type=Path, nargs="*", default=[])
    parser.add_argument("--encoder", type=Path)
    arguments = parser.parse_args()
    talks = corpus.talks(arguments.data / "talks_train.jsonl")
    dev = corpus.talks(arguments.data / "talks_dev.jsonl")
    labelled = [*talks, *corpus.debates(arguments.data / "ct24_train.tsv")]
    unlabelled = corpus.unlabelled(arguments.transcripts, talks + dev, 1_000_000, 0)
    texts = (sentence.text for sentence in (*labelled, *labelled, *unlabelled))
    words, counts = commonest((*texts, *abstracts(arguments.texts)))
    if arguments.encoder:
        vectors = reduced(encoded(arguments.encoder, words), counts)
    else:
        vectors = np.random.default_rng(0).normal(0, 0.1, (len(words), _WIDTH))
    np.savez_compressed(arguments.out, words=np.array(words), vectors=vectors.astype(np.float16))
    print(json.dumps({"words": len(words)}))


def abstracts(files: Iterable[Path]) -> Iterator[str]:
    """Titles and abstracts."""
    for path in files:
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                row = json.loads(line)
                yield f"{row.get('title', '')} {row.get('abstract') or ''}"


def commonest(texts: Iterable[str]) -> tuple[list[str], NDArray[np.float64]]:
    """The words that get a vector, by how often they occur, and how often."""
    nlp, counts, remaining = spacy.blank("en"), Counter[int](), iter(texts)
    while portion := list(islice(remaining, _PORTION)):
        tokens = tokens_of(nlp.make_doc("\n".join(map(plain_text, portion))))
        keys, often = np.unique(tokens.keys, return_counts=True)
        counts.update(dict(zip(keys.tolist(), often.tolist(), strict=True)))
    chosen = [(nlp.vocab.strings[key], n) for key, n in counts.most_common(_MOST) if n >= _LEAST_OFTEN]
    return [word for word, _ in chosen], np.array([n for _, n in chosen], np.float64)


def encoded(encoder: Path, words: Sequence[str]) -> NDArray[np.float32]:
    """The mean of the encoder's last states over each word's pieces."""
    import torch
    from transformers import AutoModel, AutoTokenizer

    tokenizer, model = AutoTokenizer.from_pretrained(encoder), AutoModel.from_pretrained(encoder, dtype=torch.float32)
    order = np.argsort([len(word) for word in words], kind="stable")
    found = np.zeros((len(words), model.config.hidden_size), np.float32)
    with torch.inference_mode():
        for start in range(0, len(words), _BATCH):
            chosen = order[start : start + _BATCH]
            tokens: Any = tokenizer(
                [words[i] for i in chosen], padding=True, truncation=True, max_length=16, return_tensors="pt"
            )
            states = model(**tokens).last_hidden_state
            mask = tokens["attention_mask"][..., None]
            found[chosen] = ((states * mask).sum(1) / mask.sum(1)).numpy()
    return found


def reduced(vectors: NDArray[np.float32], counts: NDArray[np.float64]) -> NDArray[np.float64]:
    """The principal directions of `vectors`, words weighted by the root of how often they occur; of variance 1."""
    weights = np.minimum(np.sqrt(counts), 50) / 50
    centred = vectors - np.average(vectors, axis=0, weights=weights)
    _, _, directions = np.linalg.svd(centred * weights[:, None], full_matrices=False)
    found = centred @ directions[:_WIDTH].T
    return np.asarray(found / found.std())


if __name__ == "__main__":
    main()
