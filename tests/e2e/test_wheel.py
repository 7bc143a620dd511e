"""What is installed holds what the program needs: rules, starter library, weights, the command."""

import subprocess
import sys
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_the_wheel_is_complete(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    built = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert built.returncode == 0, built.stderr
    with zipfile.ZipFile(next(tmp_path.glob("*.whl"))) as wheel:
        names = set(wheel.namelist())
    rules = {f"obelize/rules/{path.relative_to(ROOT / 'rules').as_posix()}" for path in ROOT.glob("rules/**/*.toml")}
    package = {
        f"obelize/{path.relative_to(ROOT / 'src' / 'obelize').as_posix()}"
        for path in (ROOT / "src" / "obelize").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert rules | package <= names
    assert not [name for name in names if name.startswith(("tests/", "fixtures/", "benchmarks/"))]
