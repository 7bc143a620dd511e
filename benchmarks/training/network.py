"""Trains the network that scores sentences, and says how well it does; `metrics.md` beside the weights tells what on.

    python -m benchmarks.training.network DATA WORDS OUT [--readings FILE ...] [--held-out FILE] [--epochs 10]

DATA holds `talks_train.jsonl`, `talks_dev.jsonl`, `ct24_train.tsv`, `ct24_dev.tsv` and, if at hand, `talks_more.jsonl`,
other talks labelled by others, whose rows have a `probability` that the annotator would agree. WORDS is what
`benchmarks.training.words` wrote, a reading what `benchmarks.training.teacher` did. OUT is the `.npz` to write, of the
arrays that `Network` reads, without the `phrase…` arrays, which `benchmarks.training.phrases` adds. With `--held-out`
a network is trained for each fold too, from labels of the other folds and from readings by the teacher that had not
seen the fold's, and its scores of the fold are written there: `talk`, `debate` and `register` by sentence, and `kinds`.
"""

import argparse
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
import optax
import spacy
from numpy.typing import NDArray

from benchmarks.claims import average_precision
from benchmarks.training import corpus
from benchmarks.training.readings import UNSEEN, Reading, probability, readings
from obelize.extraction.cues import plain_text
from obelize.extraction.model.network import KINDS
from obelize.extraction.model.tokens import CASINGS, PAD_CASING, tokens_of

_LENGTH = 72
_SUFFIX_ROWS = 2048
_FILTERS = 96
_HIDDEN = 48
_BATCH = 128
_MEAN_SHARE = 0.3
_GOLD_SHARE = 0.6  # of a label by the annotator, where the teacher has read the sentence, too
_OTHERS_SHARE = 0.3  # of a label by others
_GOLD_REPEATS = 3
_TALK, _DEBATE = 0, 1

Parameters = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Examples:
    """Sentences as rows of the vector table, with targets; `kind` is -1 where it is not known."""

    rows: NDArray[np.int32]
    suffix_rows: NDArray[np.int32]
    casings: NDArray[np.int32]
    target: NDArray[np.float32]
    register: NDArray[np.int32]
    kind: NDArray[np.int32]


def main() -> None:
    """Train, write the weights and the scores held out, print the measures."""
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("data", "words", "out"):
        parser.add_argument(name, type=Path)
    parser.add_argument("--readings", type=Path, nargs="*", default=[])
    parser.add_argument("--held-out", type=Path)
    parser.add_argument("--epochs", type=int, default=10)
    parser.add_argument("--seed", type=int, default=0)
    arguments = parser.parse_args()
    encoder, read = Encoder(arguments.words), readings(arguments.readings)
    if arguments.held_out:
        scores: dict[str, Any] = held_out_scores(encoder, arguments.data, read, arguments.epochs, arguments.seed)
        np.savez_compressed(arguments.held_out, **scores)
        talks = labelled(arguments.data / "talks_train.jsonl", _TALK)
        found = average_precision(np.array(talks.targets) > 0.5, scores["talk"].astype(np.float64))
        print(json.dumps({"talks_held_out": round(found, 4)}), flush=True)
    train = joined([encoder.examples(part) for part in training_parts(arguments.data, read, None)])
    parameters = fitted(encoder, train, arguments.epochs, arguments.seed)
    arrays: dict[str, Any] = quantised(encoder, parameters)
    np.savez_compressed(arguments.out, **arrays)
    print(json.dumps({"sentences": len(train.target), **dev_measures(encoder, parameters, arguments.data)}))


@dataclass(frozen=True, slots=True)
class Part:
    """Sentences with probabilities, of one register, and the fold of each."""

    texts: Sequence[str]
    targets: Sequence[float]
    register: int
    kinds: Sequence[str] = ()
    folds: Sequence[int] = ()


def labelled(path: Path, register: int) -> Part:
    """The labelled sentences of a file; disputed ones are left out."""
    sentences = corpus.talks(path) if register == _TALK else corpus.debates(path)
    folds = corpus.folds(sentences) if register == _TALK else corpus.random_folds(len(sentences))
    judged = [index for index, sentence in enumerate(sentences) if sentence.worthy is not None]
    return part([sentences[index] for index in judged], register, folds[judged].tolist())


def part(sentences: Sequence[corpus.Sentence], register: int, folds: Sequence[int] = ()) -> Part:
    """Labelled sentences as a part."""
    return Part(
        [sentence.text for sentence in sentences],
        [float(sentence.probability or 0.0) for sentence in sentences],
        register,
        [sentence.kind for sentence in sentences],
        folds,
    )


def training_parts(data: Path, read: Sequence[Reading], held_out: int | None) -> Iterator[Part]:
    """What to learn from: labels, softened by the teacher that had not seen them, and readings of other sentences.

    Where a fold is `held_out`, its labels are left out, and so is every reading by a teacher that had seen them.
    """
    more = part(corpus.more_talks(data), _TALK)
    for register, name, repeats in ((_TALK, "talks_train.jsonl", _GOLD_REPEATS), (_DEBATE, "ct24_train.tsv", 1)):
        gold = labelled(data / name, register)
        usable = (held_out, UNSEEN)
        own = {r.text: r for r in read if r.debate == (register == _DEBATE) and (held_out is None or r.fold in usable)}
        yield from [softened(without(gold, held_out), own, _GOLD_SHARE)] * repeats
        known = set(gold.texts)
        if register == _TALK and more.texts:
            yield softened(more, own, _OTHERS_SHARE)
            known |= set(more.texts)
        rest = [reading for text, reading in own.items() if text not in known]
        if rest:
            yield Part([r.text for r in rest], [probability(r.score) for r in rest], register, [r.kind for r in rest])


def without(gold: Part, fold: int | None) -> Part:
    """The labels of the other folds."""
    kept = [index for index, of in enumerate(gold.folds) if of != fold]
    texts, targets = [gold.texts[index] for index in kept], [gold.targets[index] for index in kept]
    return Part(texts, targets, gold.register, [gold.kinds[index] for index in kept])


def softened(labels: Part, read: Mapping[str, Reading], share: float) -> Part:
    """Labels mixed with what the teacher read, where it did; `share` is the labels'."""
    targets = [
        share * target + (1 - share) * (probability(read[text].score) if text in read else target)
        for text, target in zip(labels.texts, labels.targets, strict=True)
    ]
    return Part(labels.texts, targets, labels.register, labels.kinds)


def held_out_scores(
    encoder: "Encoder", data: Path, read: Sequence[Reading], epochs: int, seed: int
) -> dict[str, NDArray[np.float32]]:
    """The scores of the labelled sentences, each by a network that had not seen its fold."""
    gold = [labelled(data / "talks_train.jsonl", _TALK), labelled(data / "ct24_train.tsv", _DEBATE)]
    outputs = [np.zeros((len(part.texts), 3 + len(KINDS)), np.float32) for part in gold]
    for fold in range(corpus.FOLDS):
        train = joined([encoder.examples(part) for part in training_parts(data, read, fold)])
        parameters = fitted(encoder, train, epochs, seed + fold + 1)
        for part, found in zip(gold, outputs, strict=True):
            asked = np.array(part.folds) == fold
            found[asked] = outputs_of(parameters, encoder.examples(part))[asked]
    talks, debates = outputs
    return {"talk": talks[:, 0], "debate": debates[:, 1], "register": talks[:, 2], "kinds": talks[:, 3:]}


class Encoder:
    """Turns texts into rows of the vector table: row 0 pads, then the known words, then suffixes."""

    def __init__(self, words: Path) -> None:
        self._nlp = spacy.blank("en")
        with np.load(words) as table:
            texts, vectors = table["words"].tolist(), table["vectors"].astype(np.float32)
        keys = np.array([int(self._nlp.vocab.strings.add(text)) for text in texts], np.uint64)
        order = np.argsort(keys)
        self.keys, self.vectors = keys[order], vectors[order] * 0.5

    def examples(self, part: Part) -> Examples:
        """`part` as numbers, each sentence cut at 72 tokens."""
        rows = np.zeros((len(part.texts), _LENGTH), np.int32)
        suffix_rows, casings = rows.copy(), np.full_like(rows, PAD_CASING)
        for index, text in enumerate(part.texts):
            tokens = tokens_of(self._nlp.make_doc(plain_text(text)))
            length = min(len(tokens.keys), _LENGTH)
            places = np.searchsorted(self.keys, tokens.keys[:length]).clip(0, len(self.keys) - 1)
            suffixes = 1 + len(self.keys) + (tokens.suffixes[:length] % np.uint64(_SUFFIX_ROWS)).astype(np.int64)
            rows[index, :length] = np.where(self.keys[places] == tokens.keys[:length], places + 1, suffixes)
            suffix_rows[index, :length] = suffixes
            casings[index, :length] = tokens.casings[:length]
        names = [str(kind) for kind in KINDS]
        kinds = [names.index(kind) if kind in names else -1 for kind in part.kinds] or [-1] * len(part.texts)
        register = np.full(len(rows), part.register, np.int32)
        targets = np.array(part.targets, np.float32)
        return Examples(rows, suffix_rows, casings, targets, register, np.array(kinds, np.int32))


def joined(parts: Sequence[Examples]) -> Examples:
    """All examples as one."""
    fields = ("rows", "suffix_rows", "casings", "target", "register", "kind")
    return Examples(*(np.concatenate([getattr(part, name) for part in parts]) for name in fields))


def initial(encoder: Encoder, seed: int) -> Parameters:
    """Parameters before training."""
    random = np.random.default_rng(seed)
    width = encoder.vectors.shape[1]
    vectors = np.zeros((1 + len(encoder.keys) + _SUFFIX_ROWS, width), np.float32)
    vectors[1 : 1 + len(encoder.keys)] = encoder.vectors

    def normal(*shape: int) -> Any:
        return jnp.asarray(random.normal(0, shape[0] ** -0.5, shape).astype(np.float32))

    outputs = 3 + len(KINDS)
    return {
        "vectors": jnp.asarray(vectors),
        "casings": normal(CASINGS, width) * 0.1,
        "taps": normal(3 * width, _FILTERS),
        "bias": jnp.zeros(_FILTERS),
        "hidden": normal(2 * _FILTERS, _HIDDEN),
        "hidden_bias": jnp.zeros(_HIDDEN),
        "out": normal(_HIDDEN + 2 * _FILTERS, outputs) * 0.3,
        "out_bias": jnp.zeros(outputs),
    }


def forward(p: Parameters, rows: Any, casings: Any, key: Any = None, drop: float = 0.3) -> Any:
    """The network's outputs, as `Network.scores` computes them; with a `key`, with dropout."""
    mask = (rows > 0)[..., None].astype(jnp.float32)
    inputs = _dropped((p["vectors"][rows] + p["casings"][casings]) * mask, key, 0, drop / 2)
    around = jnp.pad(inputs, ((0, 0), (1, 1), (0, 0)))
    windows = jnp.concatenate([around[:, :-2], around[:, 1:-1], around[:, 2:]], -1)
    features = jax.nn.relu(windows @ p["taps"] + p["bias"]) * mask
    mean = features.sum(1) / jnp.sqrt(mask.sum(1).clip(1)) * _MEAN_SHARE
    pooled = _dropped(jnp.concatenate([features.max(1), mean], -1), key, 1, drop)
    hidden = _dropped(jax.nn.relu(pooled @ p["hidden"] + p["hidden_bias"]), key, 2, drop)
    return jnp.concatenate([hidden, pooled], -1) @ p["out"] + p["out_bias"]


def _dropped(values: Any, key: Any, layer: int, share: float) -> Any:
    if key is None:
        return values
    kept = jax.random.bernoulli(jax.random.fold_in(key, layer), 1 - share, values.shape)
    return values * kept / (1 - share)


def loss(p: Parameters, batch: dict[str, Any], key: Any) -> Any:
    """Cross-entropy of worthiness in its own register, a fifth each of register and kind, and weight decay."""
    out = forward(p, batch["rows"], batch["casings"], key)
    cross = optax.sigmoid_binary_cross_entropy
    own = jnp.where(batch["register"] == _TALK, cross(out[:, 0], batch["target"]), cross(out[:, 1], batch["target"]))
    register = cross(out[:, 2], batch["register"].astype(jnp.float32))
    kind = optax.softmax_cross_entropy_with_integer_labels(out[:, 3:], batch["kind"].clip(0)) * (batch["kind"] >= 0)
    decay = 1e-4 * sum((p[name] ** 2).sum() for name in ("taps", "hidden", "out"))
    return (own + 0.2 * register + 0.2 * kind).mean() + decay


def fitted(encoder: Encoder, train: Examples, epochs: int, seed: int) -> Parameters:
    """Adam over batches of like length; one word in sixteen is seen as its suffix only."""
    parameters = initial(encoder, seed)
    count = len(train.target)
    schedule = optax.cosine_decay_schedule(1.5e-3, epochs * (count // _BATCH))
    groups = {name: "vectors" if name == "vectors" else "rest" for name in parameters}
    slow = optax.adam(lambda step: 0.3 * schedule(step))
    adam = optax.multi_transform({"vectors": slow, "rest": optax.adam(schedule)}, groups)
    optimiser = optax.chain(optax.clip_by_global_norm(1.0), adam)
    state = optimiser.init(parameters)

    @jax.jit
    def step(p: Parameters, state: Any, batch: dict[str, Any], key: Any) -> tuple[Parameters, Any]:
        updates, state = optimiser.update(jax.grad(loss)(p, batch, key), state, p)
        return optax.apply_updates(p, updates), state

    random, key = np.random.default_rng(seed), jax.random.PRNGKey(seed)
    lengths = (train.rows > 0).sum(axis=1)
    for _ in range(epochs):
        order = np.argsort(lengths + random.uniform(0, 8, count), kind="stable")
        batches = [order[start : start + _BATCH] for start in range(0, count - _BATCH + 1, _BATCH)]
        random.shuffle(batches)
        for chosen in batches:
            key, used = jax.random.split(key)
            width = min(_LENGTH, -(-int(lengths[chosen].max()) // 12) * 12)
            unknown = random.random((_BATCH, width)) < 1 / 16
            batch = {
                "rows": np.where(unknown, train.suffix_rows[chosen, :width], train.rows[chosen, :width]),
                "casings": train.casings[chosen, :width],
                "target": train.target[chosen],
                "register": train.register[chosen],
                "kind": train.kind[chosen],
            }
            parameters, state = step(parameters, state, batch, used)
    return parameters


def quantised(encoder: Encoder, p: Parameters) -> dict[str, NDArray[Any]]:
    """The arrays of a `Network` with one member: vectors in eight bits a number, the rest in sixteen."""
    arrays = {name: np.asarray(value) for name, value in p.items()}
    vectors = arrays["vectors"]
    scales = np.abs(vectors).max(axis=0) / 127
    half = {name: arrays[name].astype(np.float16) for name in ("hidden", "out")}
    no_pad = np.arange(CASINGS)[:, None] != PAD_CASING
    member = {
        **half,
        "words": encoder.keys,
        "suffix_rows": np.array(_SUFFIX_ROWS),
        "vectors": np.round(vectors / scales).clip(-127, 127).astype(np.int8),
        "vector_scales": scales.astype(np.float32),
        "casings": (arrays["casings"] * no_pad).astype(np.float16),
        "taps": arrays["taps"].reshape(3, vectors.shape[1], -1).astype(np.float16),
        "bias": arrays["bias"],
        "hidden_bias": arrays["hidden_bias"],
        "out_bias": arrays["out_bias"],
        "mean_share": np.array(_MEAN_SHARE),
    }
    return {f"0.{name}": array for name, array in member.items()}


def outputs_of(p: Parameters, examples: Examples) -> NDArray[np.float32]:
    """What the network says of `examples`."""
    portions = range(0, len(examples.target), 1000)
    return np.concatenate(
        [np.asarray(forward(p, examples.rows[i : i + 1000], examples.casings[i : i + 1000])) for i in portions]
    )


def dev_measures(encoder: Encoder, p: Parameters, data: Path) -> dict[str, float]:
    """Average precision of a sentence's own score on the dev files, without context or rules."""
    found = {}
    for name, register in (("talks_dev.jsonl", _TALK), ("ct24_dev.tsv", _DEBATE)):
        examples = encoder.examples(labelled(data / name, register))
        scores = outputs_of(p, examples)[:, register].astype(np.float64)
        found[name] = round(average_precision(examples.target > 0.5, scores), 4)
    return found


if __name__ == "__main__":
    main()
