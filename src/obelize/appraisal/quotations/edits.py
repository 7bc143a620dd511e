"""What each difference between said and quoted words amounts to."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from obelize.appraisal.quotations.alignment import Step
from obelize.appraisal.quotations.lexicon import Lexicon, lexicon
from obelize.appraisal.quotations.likeness import likeness
from obelize.appraisal.quotations.units import Units
from obelize.domain.appraisal import Edit, EditKind

_ALIKE = 0.55
_FAINTLY_ALIKE = 0.4
_ALIKE_NAMES = 0.6
_STUTTER = 6  # units within which a word said again is a false start
_NEGATED = 4  # letters that a word must have for a prefix to negate it
_DIGITS = frozenset("0123456789")


@dataclass(frozen=True, slots=True)
class Difference:
    """One difference with its place: quoted units [i0, i1) against spoken units [j0, j1). `weight`: content units."""

    kind: EditKind
    i0: int
    i1: int
    j0: int
    j1: int
    weight: float

    def as_edit(self, quoted: Units, said: Units) -> Edit:
        """The difference in the words of both sides."""
        return Edit(self.kind, said.surface(self.j0, self.j1), quoted.surface(self.i0, self.i1))


@dataclass(frozen=True, slots=True)
class Sides:
    """The two texts compared. `lower_case` are the words that the transcript writes small somewhere.

    `cased`: the transcript writes names with capitals, as automatic captions do not.
    """

    quoted: Units
    said: Units
    lower_case: frozenset[str]
    cased: bool

    def is_name(self, units: Units, at: int) -> bool:
        """Whether the unit is written as a name: capitalised, and not only because a sentence begins there."""
        initial = units.text[units.starts[at]]
        if not initial.isupper() or units.keys[at] in lexicon().weights:
            return False
        before = units.text[: units.starts[at]].rstrip(" \n\t\"'“”‘’([")
        opens = not before or before[-1] in ".?!:;…"
        return not opens or not self.cased or units.keys[at] not in self.lower_case


def differences(steps: Sequence[Step], sides: Sides) -> tuple[Difference, ...]:
    """Every difference of an alignment, classified, in the order of the quotation."""
    return tuple(item for hunk in _hunks(steps) for item in _classified(hunk, sides))


def _hunks(steps: Sequence[Step]) -> Iterator[list[Step]]:
    """Runs of differing steps; a run ends where the spoken side leaps to another piece."""
    hunk: list[Step] = []
    for step in steps:
        if hunk and (step.same or step.j0 != hunk[-1].j1):
            yield hunk
            hunk = []
        if not step.same:
            hunk.append(step)
    if hunk:
        yield hunk


def _classified(hunk: list[Step], sides: Sides) -> list[Difference]:
    i0, i1, j0, j1 = hunk[0].i0, hunk[-1].i1, hunk[0].j0, hunk[-1].j1
    quoted, said = sides.quoted.keys[i0:i1], sides.said.keys[j0:j1]
    if quoted and said and "".join(quoted) == "".join(said):
        return [Difference(EditKind.NOISE, i0, i1, j0, j1, 0.0)]
    if kind := _hedge_change(i0, i1, j0, j1, sides):
        return [Difference(kind, i0, i1, j0, j1, 1.0)]
    if _names_swapped(hunk, sides):
        return [Difference(EditKind.ENTITY, i0, i1, j0, j1, 1.0)]
    return _merged([_one(step, sides) for step in hunk])


def _one(step: Step, sides: Sides) -> Difference:
    quoted, said = sides.quoted.keys[step.i0 : step.i1], sides.said.keys[step.j0 : step.j1]
    words = lexicon()
    weight = max(sum(words.weight(k) for k in quoted), sum(words.weight(k) for k in said))
    if len(quoted) == len(said) == 1:
        kind = _substitution(said[0], quoted[0], words)
        if kind is EditKind.WORDING and _compares(step, sides):
            kind = EditKind.COMPARATIVE
    elif quoted and said:
        kind = EditKind.NOISE
    elif quoted:
        kind = _lone(quoted[0], sides.quoted, step.i0, EditKind.INSERTION, words)
    else:
        kind = _lone(said[0], sides.said, step.j0, EditKind.DELETION, words)
    return Difference(kind, step.i0, step.i1, step.j0, step.j1, 0.0 if kind is EditKind.NOISE else weight)


def _substitution(said: str, quoted: str, words: Lexicon) -> EditKind:
    if said[0] in _DIGITS and quoted[0] in _DIGITS:
        return EditKind.NUMBER
    if said in words.vague_numbers and quoted in words.vague_numbers:
        return EditKind.NUMBER
    if _denies(said, quoted) or _denies(quoted, said):
        return EditKind.NEGATION
    alike = likeness(said, quoted) >= _ALIKE
    if (said in words.negations) != (quoted in words.negations) and not alike:
        return EditKind.NEGATION
    if (said, quoted) in words.opposites:
        return EditKind.COMPARATIVE
    if likeness(said, quoted) >= _FAINTLY_ALIKE or words.is_light(said) or words.is_light(quoted):
        return EditKind.NOISE
    return EditKind.WORDING


def _compares(step: Step, sides: Sides) -> bool:
    """Whether two unlike words are both comparatives, or both superlatives, by their endings and their neighbours."""
    said, quoted = sides.said.keys[step.j0], sides.quoted.keys[step.i0]
    before = sides.said.keys[step.j0 - 1] if step.j0 else ""
    after = sides.said.keys[step.j1] if step.j1 < len(sides.said) else ""
    if said.endswith("er") and quoted.endswith("er"):
        return after == "than" or before in lexicon().before_comparative
    return said.endswith("est") and quoted.endswith("est") and before in lexicon().before_superlative


def _denies(one: str, other: str) -> bool:
    """Whether `one` is `other` with a prefix that negates ("unlikely", "incomplete")."""
    if not one.endswith(other) or len(other) < _NEGATED:
        return False
    prefix = one[: -len(other)]
    words = lexicon()
    if prefix in words.negating_prefixes:
        return True
    return prefix in words.adjective_prefixes and other.endswith(tuple(words.adjective_endings))


def _lone(key: str, units: Units, at: int, otherwise: EditKind, words: Lexicon) -> EditKind:
    if _repeats(units, at):
        return EditKind.NOISE
    if key in words.negations and not _answers(units, at, words):
        return EditKind.NEGATION
    return EditKind.NOISE if words.is_light(key) else otherwise


def _answers(units: Units, at: int, words: Lexicon) -> bool:
    """Whether the negation at `at` is the "no" of an answer or of a hesitation."""
    if units.keys[at] != "no":
        return False
    following = units.text[units.ends[at] : units.ends[at] + 1]
    neighbours = {units.keys[k] for k in (at - 1, at + 1) if 0 <= k < len(units)}
    return following in {",", ".", "?", "!", "…", ""} or bool(neighbours & words.answers)


def _repeats(units: Units, at: int) -> bool:
    """Whether the unit is said again close by: a false start, which editors and recognisers clear away."""
    nearby = (*units.keys[max(0, at - _STUTTER) : at], *units.keys[at + 1 : at + 1 + _STUTTER])
    return units.keys[at] in nearby


def _hedge_change(i0: int, i1: int, j0: int, j1: int, sides: Sides) -> EditKind | None:
    """HEDGE where a hedge that was said is left out, or certainty put for it."""
    words = lexicon()
    quoted = sides.quoted.keys[max(0, i0 - 3) : i1 + 3]
    inner_said, inner_quoted = sides.said.keys[j0:j1], sides.quoted.keys[i0:i1]
    if words.hedge_words.isdisjoint(inner_said):
        return None
    if any(_within(phrase, inner_quoted) for phrase in words.strong_hedges):
        return None
    for phrase in words.strong_hedges:
        if _spoken_within(phrase, j0, j1, sides.said.keys) and not _within(phrase, quoted):
            return EditKind.HEDGE
    if (
        len(inner_said) == len(inner_quoted) == 1
        and inner_quoted[0] in words.certain
        and inner_said in words.weak_hedges
    ):
        return EditKind.HEDGE
    return None


def _within(phrase: tuple[str, ...], keys: Sequence[str]) -> bool:
    width = len(phrase)
    return any(tuple(keys[k : k + width]) == phrase for k in range(len(keys) - width + 1))


def _spoken_within(phrase: tuple[str, ...], j0: int, j1: int, keys: Sequence[str]) -> bool:
    """Whether the phrase is said across [j0, j1) with its telling words inside."""
    words, width = lexicon(), len(phrase)
    telling = [k for k, key in enumerate(phrase) if not words.is_light(key)] or list(range(width))
    return any(
        tuple(keys[at : at + width]) == phrase and all(j0 <= at + k < j1 for k in telling)
        for at in range(max(0, j0 - width + 1), j1)
    )


def _names_swapped(hunk: list[Step], sides: Sides) -> bool:
    """Whether names on one side stand against other names on the other, unlike in sound."""
    words = lexicon()
    quoted = [i for i in range(hunk[0].i0, hunk[-1].i1) if not words.is_light(sides.quoted.keys[i])]
    said = [j for j in range(hunk[0].j0, hunk[-1].j1) if not words.is_light(sides.said.keys[j])]
    if not quoted or not said or len(quoted) > 3 or len(said) > 3:
        return False
    if not all(sides.is_name(sides.quoted, i) for i in quoted):
        return False
    if sides.cased and not all(sides.is_name(sides.said, j) for j in said):
        return False
    if any(len(sides.quoted.keys[i]) < 2 for i in quoted) or any(len(sides.said.keys[j]) < 2 for j in said):
        return False
    ones, others = [sides.quoted.keys[i] for i in quoted], [sides.said.keys[j] for j in said]
    pairs = [(one, other) for one in ones for other in others] + [("".join(ones), "".join(others))]
    return not any(likeness(*pair) >= _ALIKE_NAMES or _begins(*pair) for pair in pairs)


def _begins(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    return len(short) > 2 and long.startswith(short)


def _merged(found: list[Difference]) -> list[Difference]:
    """Neighbours of one kind as one difference."""
    out: list[Difference] = []
    for item in found:
        if out and out[-1].kind is item.kind and out[-1].i1 == item.i0 and out[-1].j1 == item.j0:
            last = out.pop()
            item = Difference(item.kind, last.i0, item.i1, last.j0, item.j1, last.weight + item.weight)
        out.append(item)
    return out
