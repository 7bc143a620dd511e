"""Fine-tunes a sentence encoder on the labels, and lets it read what has none: what the small network learns from.

    python -m benchmarks.training.teacher DATA ENCODER OUT [--transcripts FOLDER ...] [--sentences 60000]
    python -m benchmarks.training.teacher DATA ENCODER OUT --debates

ENCODER is a folder with the weights and the tokenizer of an encoder that `transformers` loads. OUT is the file of
JSON lines to write: `fold`, `before`, `text`, `talk` or `debate` (log-odds that it is worthy).

Of talks, one teacher learns what others than the annotator labelled (`talks_more.jsonl`) and reads everything, the
annotator's sentences too: it has seen none of their labels, so whoever learns from its readings can be measured on any
of them. Of debates there are as many teachers as folds; each reads the labels that it has not seen. Prints JSON:
average precision on the labels not seen and on the dev file.
"""

import argparse
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, TextIO

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn
from transformers import AutoModel, AutoTokenizer

from benchmarks.claims import average_precision
from benchmarks.training import corpus
from benchmarks.training.corpus import Sentence
from benchmarks.training.readings import UNSEEN

_TOKENS = 96
_WORDS_BEFORE = 30
_WORDS = 56
_BATCH = 16
_READING_BATCH = 32
_WARM_UP = 0.1
_RATES = {"encoder": 5e-5, "head": 5e-4}


class Teacher(nn.Module):  # type: ignore[misc]  # torch is installed for training only
    """An encoder with one output, log-odds, from the first token and the mean of the sentence's own tokens."""

    def __init__(self, encoder: Path, frozen: int) -> None:
        super().__init__()
        self.tokenizer = AutoTokenizer.from_pretrained(encoder)
        self.encoder = AutoModel.from_pretrained(encoder, dtype=torch.float32)
        self.head = nn.Linear(2 * self.encoder.config.hidden_size, 1)
        nn.init.normal_(self.head.weight, std=0.02)
        for module in (self.encoder.embeddings, *self.encoder.encoder.layer[:frozen]):
            module.requires_grad_(False)

    def forward(self, sentences: Sequence[Sentence]) -> torch.Tensor:
        """Log-odds."""
        texts = [" ".join(sentence.text.split()[:_WORDS]) for sentence in sentences]
        before = [" ".join(sentence.before.split()[-_WORDS_BEFORE:]) for sentence in sentences]
        tokens = self.tokenizer(
            texts, before, padding=True, truncation="longest_first", max_length=_TOKENS, return_tensors="pt"
        )
        own = torch.tensor([[of == 0 for of in tokens.sequence_ids(i)] for i in range(len(texts))])[..., None]
        states = self.encoder(**tokens).last_hidden_state.float()
        mean = (states * own).sum(1) / own.sum(1).clip(1)
        return self.head(torch.cat([states[:, 0], mean], 1))[:, 0]


def main() -> None:
    """Teach, read, write, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("data", "encoder", "out"):
        parser.add_argument(name, type=Path)
    parser.add_argument("--debates", action="store_true")
    parser.add_argument("--transcripts", type=Path, nargs="*", default=[])
    parser.add_argument("--sentences", type=int, default=60_000)
    parser.add_argument("--epochs", type=int, default=2)
    parser.add_argument("--frozen", type=int, default=0, help="layers, from below, that stay as they are")
    parser.add_argument("--seed", type=int, default=0)
    arguments = parser.parse_args()
    torch.manual_seed(arguments.seed)
    with arguments.out.open("w", encoding="utf-8") as file:
        (teach_debates if arguments.debates else teach_talks)(arguments, file)


def teach_talks(arguments: argparse.Namespace, file: TextIO) -> None:
    """One teacher, of others' labels."""
    labelled, dev = (corpus.talks(arguments.data / f"talks_{split}.jsonl") for split in ("train", "dev"))
    more = corpus.more_talks(arguments.data)
    unlabelled = corpus.unlabelled(arguments.transcripts, labelled + dev, arguments.sentences, arguments.seed)
    teacher = Teacher(arguments.encoder, arguments.frozen)
    teach(teacher, more, arguments.epochs, arguments.seed)
    measured = {name: precision_on(teacher, part) for name, part in (("labelled", labelled), ("dev", dev))}
    print(json.dumps({"learnt": len(more), **measured}), flush=True)
    asked = list({sentence.text: sentence for sentence in [*unlabelled, *more, *labelled]}.values())
    for sentence, score in zip(asked, read(teacher, asked), strict=True):
        write(file, UNSEEN, sentence, "talk", score)


def teach_debates(arguments: argparse.Namespace, file: TextIO) -> None:
    """A teacher for each fold; it reads that fold's sentences."""
    labelled, dev = (corpus.debates(arguments.data / f"ct24_{split}.tsv") for split in ("train", "dev"))
    of_fold = corpus.random_folds(len(labelled))
    for fold in range(corpus.FOLDS):
        teacher = Teacher(arguments.encoder, arguments.frozen)
        train = [sentence for sentence, of in zip(labelled, of_fold, strict=True) if of != fold]
        asked = [sentence for sentence, of in zip(labelled, of_fold, strict=True) if of == fold]
        teach(teacher, train, arguments.epochs, arguments.seed + fold)
        measured = {name: precision_on(teacher, part) for name, part in (("held_out", asked), ("dev", dev))}
        print(json.dumps({"fold": fold, **measured}), flush=True)
        for sentence, score in zip(asked, read(teacher, asked), strict=True):
            write(file, fold, sentence, "debate", score)


def write(file: TextIO, fold: int, sentence: Sentence, name: str, score: float) -> None:
    """One reading as a line."""
    row = {"fold": fold, "before": sentence.before, "text": sentence.text, name: round(float(score), 3)}
    file.write(json.dumps(row) + "\n")


def precision_on(teacher: Teacher, sentences: Sequence[Sentence]) -> float:
    """Average precision on those that are not disputed."""
    judged = [sentence for sentence in sentences if sentence.worthy is not None]
    return round(average_precision(worthiness(judged), read(teacher, judged)), 4)


def worthiness(sentences: Sequence[Sentence]) -> NDArray[np.bool_]:
    """The labels."""
    return np.array([bool(sentence.worthy) for sentence in sentences])


def teach(teacher: Teacher, sentences: Sequence[Sentence], epochs: int, seed: int) -> None:
    """AdamW over batches of like length, warmed up, with a linear decay."""
    optimiser = torch.optim.AdamW(
        [
            {"params": [p for p in teacher.encoder.parameters() if p.requires_grad], "lr": _RATES["encoder"]},
            {"params": teacher.head.parameters(), "lr": _RATES["head"]},
        ],
        weight_decay=0.01,
    )
    steps = epochs * -(-len(sentences) // _BATCH)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda step: min((step + 1) / (_WARM_UP * steps), (steps - step) / ((1 - _WARM_UP) * steps))
    )
    random = np.random.default_rng(seed)
    teacher.train()
    for _ in range(epochs):
        for chosen in batches(sentences, _BATCH, random):
            target = torch.tensor([sentences[index].probability or 0.0 for index in chosen])
            scores = teacher([sentences[index] for index in chosen])
            nn.functional.binary_cross_entropy_with_logits(scores.float(), target).backward()
            nn.utils.clip_grad_norm_(teacher.parameters(), 1.0)
            optimiser.step()
            schedule.step()
            optimiser.zero_grad()


def read(teacher: Teacher, sentences: Sequence[Sentence]) -> NDArray[np.float64]:
    """Log-odds of each."""
    scores = np.zeros(len(sentences))
    teacher.eval()
    with torch.inference_mode():
        for chosen in batches(sentences, _READING_BATCH, None):
            scores[chosen] = teacher([sentences[index] for index in chosen]).float().numpy()
    return scores


def batches(sentences: Sequence[Sentence], size: int, random: Any) -> Iterator[NDArray[np.intp]]:
    """Indices by length, roughly and in a random order where there is a `random`."""
    lengths = np.array([len(sentence.text.split()) + len(sentence.before.split()) for sentence in sentences])
    order = np.argsort(lengths + (random.uniform(0, 10, len(lengths)) if random else 0), kind="stable")
    found = [order[start : start + size] for start in range(0, len(order), size)]
    if random:
        random.shuffle(found)
    return iter(found)


if __name__ == "__main__":
    main()
