"""Every shipped rule does what its examples say; a broken rule file says where it is broken."""

from pathlib import Path

import pytest

from obelize.errors import RuleError
from obelize.rulebook import Rule, load_rulebook, shipped_rulebook

RULES = [(pack, rule) for pack, rules in shipped_rulebook().packs.items() for rule in rules]


@pytest.mark.parametrize(("pack", "rule"), RULES, ids=[f"{pack}/{rule.id}" for pack, rule in RULES])
def test_a_rule_matches_and_skips_as_it_says(pack: str, rule: Rule) -> None:
    assert [example for example in rule.match if not rule.finds(example)] == []
    assert [example for example in rule.skip if rule.finds(example)] == []


def test_every_code_has_an_example() -> None:
    assert [code.code for code in shipped_rulebook().codes.values() if not code.examples] == []


CODE = '[[code]]\ncode = "TRN001"\nseverity = "note"\ntitle = "t"\nwhat = "w"\nwhy = "y"\nfix = "f"\nexamples = ["e"]\n'
RULE = '[[rule]]\nid = "a"\nwhy = "b"\nphrases = ["c"]\nmatch = ["c"]\nskip = ["d"]\n'


def write(folder: Path, name: str, text: str) -> None:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("cues/x.toml", RULE + RULE, "cues/x.toml: rule 'a' is defined twice"),
        ("cues/x.toml", RULE.replace('"c"]\nskip', '"c"]\nskipp'), "'match' and 'skip' each need"),
        ("cues/x.toml", RULE.replace('phrases = ["c"]', 'pattern = "("'), "'pattern' is no regular expression"),
        ("cues/x.toml", RULE.replace('phrases = ["c"]\n', ""), "needs 'phrases' or 'pattern'"),
        ("cues/x.toml", RULE.replace('why = "b"', "why = 3"), "'why' must be a text"),
        ("cues/x.toml", "rule = 3", r"needs \[\[rule\]\] entries"),
        ("cues/x.toml", "rule = ", "not valid TOML"),
        ("findings/y.toml", CODE, "'TRN001' is defined twice"),
        ("findings/y.toml", CODE.replace("TRN001", "TRNX"), "three letters and three digits"),
        ("findings/y.toml", CODE.replace("TRN001", "TRN002").replace("note", "grave"), "'severity' must be one of"),
        ("findings/y.toml", CODE.replace("TRN001", "TRN002") + "colour = 1\n", "unknown field 'colour'"),
    ],
)
def test_a_broken_rule_file_says_where(tmp_path: Path, name: str, text: str, message: str) -> None:
    write(tmp_path, "findings/trn.toml", CODE)
    write(tmp_path, name, text)
    with pytest.raises(RuleError, match=message):
        load_rulebook(tmp_path)


def test_the_fingerprint_follows_the_contents(tmp_path: Path) -> None:
    write(tmp_path, "findings/trn.toml", CODE)
    before = load_rulebook(tmp_path).fingerprint
    assert load_rulebook(tmp_path).fingerprint == before
    write(tmp_path, "findings/trn.toml", CODE.replace('"w"', '"v"'))
    assert load_rulebook(tmp_path).fingerprint != before


def test_an_empty_folder_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(RuleError, match="no rules found"):
        load_rulebook(tmp_path)
