"""From scores to a calibrated probability: a sentence's own score, its neighbours', and the rules that apply."""

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from obelize.codec import from_plain
from obelize.extraction.model.network import SentenceScores

REACH = 4  # neighbours on either side whose scores count
_AVERAGE = -2.0  # the score of an average sentence
# Where there is no neighbour, the score that one would be expected to have: by the correlation of scores one, two,
# three and four sentences apart in the talks that the network was trained on.
_KINSHIP = np.array([0.45, 0.36, 0.33, 0.31])
_COMMENTARY = -5.0  # the mean register of the sentences in commentary; in debates it is as much above 0

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Judged:
    """For each sentence of a passage: the worthiness, and what moved it, in log-odds."""

    worthiness: Floats
    check_worthy: NDArray[np.bool_]
    wording: Floats
    context: Floats
    rule_share: float


@dataclass(frozen=True, slots=True)
class Judgement:
    """Coefficients in log-odds, fitted by the training script on scores of documents held out.

    Worthiness is a mixture of two calibrated readings, of spoken commentary and of political debate, by how much
    the passage as a whole sounds like a debate. `talk` holds intercept, own score, score before, score after, mean
    score of the neighbours, rules; `debate` intercept, own score, phrases, rules; `register` intercept and slope
    over the mean register, to which one sentence of commentary is added. Where a sentence becomes check-worthy is
    mixed likewise from the two thresholds.
    """

    talk: tuple[float, ...]
    debate: tuple[float, ...]
    register: tuple[float, ...]
    talk_threshold: float
    debate_threshold: float
    rules_only: tuple[float, float]
    rules_only_threshold: float

    def judge(
        self, scores: SentenceScores, rule_sums: Floats, before: Floats, after: Floats, *, rules_only: bool = False
    ) -> Judged:
        """Worthiness of the sentences of one passage; `before` and `after` are talk scores of its neighbours."""
        if rules_only:
            return self._judge_by_rules(rule_sums)
        own, near = neighbourhood(scores.talk.astype(np.float64), before, after)
        intercept, slope, *context_slopes, rule_slope = self.talk
        context = near @ np.array(context_slopes)
        talk = intercept + slope * own + context + rule_slope * rule_sums
        debate_wording = self.debate[1] * scores.debate + self.debate[2] * scores.phrases
        debate = self.debate[0] + debate_wording + self.debate[3] * rule_sums
        register = self.register[0] + self.register[1] * _shrunk_mean(scores.register)
        share = float(logistic(np.float64(register)))
        worthiness = (1 - share) * logistic(talk) + share * logistic(debate)
        wording = (1 - share) * slope * own + share * debate_wording
        worthy = worthiness >= (1 - share) * self.talk_threshold + share * self.debate_threshold
        return Judged(
            worthiness, worthy, wording, (1 - share) * context, (1 - share) * rule_slope + share * self.debate[3]
        )

    def _judge_by_rules(self, rule_sums: Floats) -> Judged:
        intercept, slope = self.rules_only
        worthiness = logistic(intercept + slope * rule_sums)
        nothing = np.zeros(len(rule_sums))
        return Judged(worthiness, worthiness >= self.rules_only_threshold, nothing, nothing, slope)


def neighbourhood(own: Floats, before: Floats, after: Floats) -> tuple[Floats, Floats]:
    """`own`, and for each sentence the score before it, after it, and the mean over `REACH` on either side."""
    known = np.concatenate([before[-REACH:], own, after[:REACH]])
    if not len(known):
        return own, np.zeros((0, 3))
    left = _expected(known[0], REACH - len(before[-REACH:]))[::-1]
    line = np.concatenate([left, known, _expected(known[-1], REACH - len(after[:REACH]))])
    sums = np.convolve(line, np.ones(2 * REACH + 1), mode="valid") - own
    near = np.stack([line[REACH - 1 : -REACH - 1], line[REACH + 1 : len(line) - REACH + 1], sums / (2 * REACH)], axis=1)
    return own, near


def _shrunk_mean(register: NDArray[np.floating]) -> float:
    """The mean register with one sentence of commentary added: a single sentence tells little of where it was said."""
    return (float(register.sum()) + _COMMENTARY) / (len(register) + 1)


def _expected(edge: np.float64, places: int) -> Floats:
    """The scores to be expected at the `places` beyond the last sentence, whose score is `edge`, nearest first."""
    return _AVERAGE + _KINSHIP[:places] * (edge - _AVERAGE)


def logistic(log_odds: Floats | np.float64) -> Floats:
    """The probability of log-odds."""
    return np.asarray(1.0 / (1.0 + np.exp(-np.clip(log_odds, -30, 30))))


@cache
def shipped_judgement() -> Judgement:
    """The coefficients that come with the program."""
    raw = json.loads((files("obelize.extraction.model") / "judgement.json").read_text(encoding="utf-8"))
    return from_plain(Judgement, raw)
