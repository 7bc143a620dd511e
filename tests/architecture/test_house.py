"""The rules of the house that a machine can check: red here is red everywhere."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "obelize"


def run(*command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, *command], cwd=ROOT, capture_output=True, text=True, check=False)


def test_ruff_is_content() -> None:
    checked = run("-m", "ruff", "check", ".")
    assert checked.returncode == 0, checked.stdout + checked.stderr
    formatted = run("-m", "ruff", "format", "--check", ".")
    assert formatted.returncode == 0, formatted.stdout + formatted.stderr


def test_types_are_strict() -> None:
    checked = run("-m", "mypy")
    assert checked.returncode == 0, checked.stdout + checked.stderr


def test_imports_point_down() -> None:
    checked = run("-c", "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports(no_cache=True))")
    assert checked.returncode == 0, checked.stdout + checked.stderr


@pytest.mark.parametrize("entry", ["import obelize.cli", "from obelize.cli import build_parser; build_parser()"])
def test_the_command_line_starts_light(entry: str) -> None:
    heavy = "{'spacy', 'sqlmodel', 'sqlalchemy', 'textual', 'httpx', 'pydantic', 'bs4', 'numpy'}"
    checked = run("-c", f"{entry}; import sys; print(sorted(set(sys.modules) & {heavy}))")
    assert checked.stdout.strip() == "[]", checked.stdout + checked.stderr


def test_every_verb_s_arguments_are_declared_without_heavy_imports() -> None:
    script = (
        "import sys\n"
        "from obelize.cli import VERBS, build_parser\n"
        "for verb in VERBS: build_parser(verb)\n"
        "print(sorted(set(sys.modules) & {'spacy', 'sqlmodel', 'sqlalchemy', 'textual', 'httpx'}))"
    )
    checked = run("-c", script)
    assert checked.stdout.strip() == "[]", checked.stdout + checked.stderr


def test_the_ci_runs_the_readme_s_test_command() -> None:
    commands = [line for line in (ROOT / ".ci" / "run").read_text().splitlines() if "pytest" in line]
    assert len(commands) == 1
    assert commands[0].strip() in (ROOT / "README.md").read_text()


def test_every_finding_code_used_is_in_the_rulebook_and_every_one_there_is_used() -> None:
    from obelize.rulebook import shipped_rulebook

    code = re.compile(r"\"((?:CIT|QUO|GRD|NUM|LAN|SRC|TRN)\d{3})\"")
    rooms = [path for path in SOURCE.rglob("*.py") if path.parent.name != "domain"]
    packs = [path for path in (ROOT / "rules").rglob("*.toml") if path.parent.name != "findings"]
    used = {name for path in rooms + packs for name in code.findall(path.read_text(encoding="utf-8"))}
    assert used == set(shipped_rulebook().codes)


def test_no_module_is_a_dumping_ground() -> None:
    names = {path.stem for path in SOURCE.rglob("*.py")} | {path.name for path in SOURCE.rglob("*") if path.is_dir()}
    assert not names & {"utils", "util", "helpers", "manager", "common", "misc", "base"}


def _is_broad(handler: ast.ExceptHandler) -> bool:
    return handler.type is None or bool(re.search(r"\b(?:Base)?Exception\b", ast.unparse(handler.type)))


def test_a_broad_except_either_raises_again_or_guards_against_a_plug_in() -> None:
    offenders = []
    for path in SOURCE.rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.ExceptHandler) and _is_broad(node):
                raises = any(isinstance(inside, ast.Raise) for inside in ast.walk(node))
                if not raises and "plug-in" not in text.splitlines()[node.lineno - 1]:
                    offenders.append(f"{path.relative_to(ROOT)}:{node.lineno}")
    assert not offenders
