"""The shapes of the rulebook's entries, and their validation."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from obelize.domain.finding import Severity
from obelize.errors import RuleError

Settings = Mapping[str, str | int | float | bool | list[str]]

_RULE_FIELDS = {"id", "why", "phrases", "pattern", "match", "skip"}
_CODE_FIELDS = {"code", "severity", "title", "what", "why", "fix", "examples"}
_FRAGMENT = re.compile(r"\(\?&(\w+)\)")
_CODE = re.compile(r"(?:CIT|QUO|GRD|NUM|LAN|SRC|TRN)\d{3}")


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of a pack. It applies where one of its `phrases` or its `pattern` occurs, without regard to case.

    `match` and `skip` are sentences it must and must not apply to; the tests run them. `settings` are what the
    pack adds (a claim cue's kind and weight, say), validated by the room that uses the pack.
    """

    id: str
    why: str
    match: tuple[str, ...]
    skip: tuple[str, ...]
    phrases: tuple[str, ...] = ()
    pattern: re.Pattern[str] | None = None
    settings: Settings = field(default_factory=dict)

    expression: re.Pattern[str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Phrases and pattern as one case-insensitive expression; phrases stand between word boundaries."""
        parts = [rf"(?<!\w){re.escape(p)}(?!\w)" for p in sorted(self.phrases, key=len, reverse=True)]
        if self.pattern:
            parts.append(self.pattern.pattern)
        object.__setattr__(self, "expression", re.compile("|".join(parts), re.IGNORECASE))

    def finds(self, text: str) -> re.Match[str] | None:
        """The first place in `text` where the rule applies."""
        return self.expression.search(text)


@dataclass(frozen=True, slots=True)
class FindingCode:
    """What a finding's code stands for: shown by `obelize explain` and in the documentation."""

    code: str
    severity: Severity
    title: str
    what: str
    why: str
    fix: str
    examples: tuple[str, ...]


def rule_from_toml(
    entry: Mapping[str, object], file: str, fragments: Mapping[str, object] = MappingProxyType({})
) -> Rule:
    """A validated rule. `RuleError` names file, rule and field.

    "(?&name)" in its pattern stands for the pattern of that name in `fragments`, as in Perl's expressions; a fragment
    may name others, but not itself.
    """
    name = str(entry.get("id", "?"))
    where = f"{file}, rule {name!r}"
    texts = {field: _text(entry, field, where) for field in ("id", "why")}
    lists = {field: _texts(entry, field, where) for field in ("phrases", "match", "skip")}
    if not lists["match"] or not lists["skip"]:
        raise RuleError(f"{where}: 'match' and 'skip' each need at least one example")
    if not lists["phrases"] and "pattern" not in entry:
        raise RuleError(f"{where}: needs 'phrases' or 'pattern'")
    try:
        pattern = _pattern(_text(entry, "pattern", where), fragments, where) if "pattern" in entry else None
    except re.error as error:
        raise RuleError(f"{where}: 'pattern' is no regular expression: {error}") from error
    settings = {key: value for key, value in entry.items() if key not in _RULE_FIELDS}
    for key, value in settings.items():
        if not isinstance(value, str | int | float | bool | list):
            raise RuleError(f"{where}: {key!r} must be a text, a number, a truth value or a list of texts")
    return Rule(pattern=pattern, settings=settings, **texts, **lists)  # type: ignore[arg-type]


def _pattern(text: str, fragments: Mapping[str, object], where: str) -> re.Pattern[str]:
    return re.compile(_filled(text, fragments, where), re.IGNORECASE)


def _filled(text: str, fragments: Mapping[str, object], where: str) -> str:
    """The pattern with fragments put in. Within a fragment there is none of its own name, so it ends."""

    def put_in(reference: re.Match[str]) -> str:
        others = {name: pattern for name, pattern in fragments.items() if name != reference[1]}
        return f"(?:{_filled(_text(fragments, reference[1], where), others, where)})"

    return _FRAGMENT.sub(put_in, text)


def code_from_toml(entry: Mapping[str, object], file: str) -> FindingCode:
    """A validated finding code. `RuleError` names file, code and field."""
    where = f"{file}, code {entry.get('code', '?')!r}"
    if unknown := set(entry) - _CODE_FIELDS:
        raise RuleError(f"{where}: unknown field {min(unknown)!r}")
    texts = {field: _text(entry, field, where) for field in ("code", "title", "what", "why", "fix")}
    if not _CODE.fullmatch(texts["code"]):
        raise RuleError(f"{where}: a code is a family of three letters and three digits")
    try:
        severity = Severity(_text(entry, "severity", where))
    except ValueError as error:
        raise RuleError(f"{where}: 'severity' must be one of {', '.join(Severity)}") from error
    return FindingCode(severity=severity, examples=_texts(entry, "examples", where), **texts)


def _text(entry: Mapping[str, object], field: str, where: str) -> str:
    value = entry.get(field)
    if not isinstance(value, str) or not value.strip():
        raise RuleError(f"{where}: {field!r} must be a text")
    return value


def _texts(entry: Mapping[str, object], field: str, where: str) -> tuple[str, ...]:
    value = entry.get(field, [])
    if not isinstance(value, list) or not all(isinstance(item, str) and item for item in value):
        raise RuleError(f"{where}: {field!r} must be a list of texts")
    return tuple(value)
