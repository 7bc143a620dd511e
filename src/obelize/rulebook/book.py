"""The rulebook: packs of rules, finding codes and plain tables, read from a folder of TOML files.

`findings/*.toml` hold finding codes (`[[code]]`), `cues/*.toml` packs of rules (`[[rule]]`), the files at the top
are plain tables whose shape belongs to the room that reads them.
"""

import hashlib
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from obelize.domain.finding import Finding, Severity
from obelize.errors import RuleError
from obelize.rulebook.entries import FindingCode, Rule, code_from_toml, rule_from_toml


@dataclass(frozen=True, slots=True)
class Rulebook:
    """All rules in force. `fingerprint` identifies them: 12 hexadecimal digits over names and contents."""

    codes: Mapping[str, FindingCode]
    packs: Mapping[str, tuple[Rule, ...]]
    tables: Mapping[str, Mapping[str, object]]
    fingerprint: str


def rules_folder() -> Path:
    """Where the shipped rules are: inside the installed package, or at the top of a checkout."""
    package = Path(__file__).resolve().parents[1]
    installed = package / "rules"
    return installed if installed.is_dir() else package.parents[1] / "rules"


@cache
def shipped_rulebook() -> Rulebook:
    """The rules that come with the program, read once a process."""
    return load_rulebook(rules_folder())


@cache
def shipped_table(name: str) -> Mapping[str, object]:
    """One plain table that comes with the program, read without the other rules; `RuleError` where it is missing."""
    file = f"{name}.toml"
    return _parse(_shipped_file(file), file)


@cache
def shipped_pack(name: str) -> tuple[Rule, ...]:
    """One pack of rules that comes with the program, read without the others; `RuleError` where it is missing."""
    file = f"cues/{name}.toml"
    return _pack(_parse(_shipped_file(file), file), file)


@cache
def word_list(table: str, name: str) -> frozenset[str]:
    """A list of words from a shipped plain table; `RuleError` where it is missing or holds anything else."""
    words = shipped_rulebook().tables[table].get(name)
    if not isinstance(words, list) or not all(isinstance(word, str) for word in words):
        raise RuleError(f"{table}.toml: {name!r} must be a list of texts")
    return frozenset(words)


def load_rulebook(folder: Path) -> Rulebook:
    """Every rule below `folder`. `RuleError` names file, entry and field; ids are unique within a pack."""
    digest = hashlib.sha256()
    codes: dict[str, FindingCode] = {}
    packs: dict[str, tuple[Rule, ...]] = {}
    tables: dict[str, Mapping[str, object]] = {}
    for path in sorted(folder.rglob("*.toml")):
        name = path.relative_to(folder).as_posix()
        data = path.read_bytes()
        digest.update(name.encode() + b"\0" + data + b"\0")
        content = _parse(data, name)
        match name.split("/"):
            case ["findings", _]:
                _add_codes(codes, content, name)
            case ["cues", _]:
                packs[path.stem] = _pack(content, name)
            case _:
                tables[path.stem] = content
    if not codes:
        raise RuleError(f"{folder}: no rules found")
    return Rulebook(codes, packs, tables, digest.hexdigest()[:12])


def finding(
    code: str,
    message: str,
    *,
    severity: Severity | None = None,
    field: str | None = None,
    cited: str | None = None,
    found: str | None = None,
    start_char: int | None = None,
    end_char: int | None = None,
    start: float | None = None,
    end: float | None = None,
    place: str | None = None,
) -> Finding:
    """A finding of a code that the rulebook knows, with the code's own severity unless another is given."""
    weight = severity or _shipped_codes(code[:3].lower())[code].severity
    return Finding(code, weight, message, field, cited, found, start_char, end_char, start, end, place)


@cache
def _shipped_codes(family: str) -> Mapping[str, FindingCode]:
    """The shipped finding codes of one family ("cit"): a finding needs no cue pack, and compiling those takes long."""
    name = f"findings/{family}.toml"
    codes: dict[str, FindingCode] = {}
    _add_codes(codes, _parse(_shipped_file(name), name), name)
    return codes


def _shipped_file(name: str) -> bytes:
    try:
        return (rules_folder() / name).read_bytes()
    except OSError as error:
        raise RuleError(f"{name}: can't be read: {error.strerror}") from error


def _add_codes(codes: dict[str, FindingCode], content: Mapping[str, object], name: str) -> None:
    for entry in _entries(content, "code", name):
        code = code_from_toml(entry, name)
        if code.code in codes:
            raise RuleError(f"{name}: code {code.code!r} is defined twice")
        codes[code.code] = code


def _parse(data: bytes, name: str) -> Mapping[str, object]:
    try:
        return tomllib.loads(data.decode("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise RuleError(f"{name}: not valid TOML: {error}") from error


def _entries(content: Mapping[str, object], key: str, name: str) -> list[Mapping[str, object]]:
    entries = content.get(key)
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise RuleError(f"{name}: needs [[{key}]] entries")
    return entries


def _pack(content: Mapping[str, object], name: str) -> tuple[Rule, ...]:
    fragments = content.get("fragments", {})
    if not isinstance(fragments, dict):
        raise RuleError(f"{name}: 'fragments' must be a table of patterns")
    rules = tuple(rule_from_toml(entry, name, fragments) for entry in _entries(content, "rule", name))
    seen: set[str] = set()
    for rule in rules:
        if rule.id in seen:
            raise RuleError(f"{name}: rule {rule.id!r} is defined twice")
        seen.add(rule.id)
    return rules
