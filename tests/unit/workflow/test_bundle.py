"""A bundle rebuilds its report offline, byte for byte, and says so when it doesn't."""

import io
import json
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from obelize.appraisal.signals import Lists
from obelize.cli import main
from obelize.domain.review import Verdict
from obelize.errors import UnreadableInputError
from obelize.exporters.markdown import to_markdown
from obelize.store import Repository
from obelize.workflow.publish.assembly import Frame, Material, put_together
from obelize.workflow.publish.bundle import make_bundle, verify_bundle
from tests.reports import a_decision, a_summary, a_talk

FRAME = Frame(Lists({"okafor on models": True}, frozenset({"b", "a", "c"})), "https://example.org/r")


def a_material() -> Material:
    talk = a_talk()
    return Material(talk, a_summary(talk), (a_decision("sclaim000001", Verdict.VERIFIED, 1),))


def written(tmp_path: Path, data: bytes) -> Path:
    path = tmp_path / "a.obelize.zip"
    path.write_bytes(data)
    return path


def changed(data: bytes, name: str, content: bytes | None) -> bytes:
    """The archive with one part replaced, added or left out."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for entry in old.namelist():
            if entry != name:
                new.writestr(entry, old.read(entry))
        if content is not None:
            new.writestr(name, content)
    return out.getvalue()


def part(data: bytes, name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(name)


def test_the_report_is_rebuilt_byte_for_byte(tmp_path: Path) -> None:
    data = make_bundle(a_material(), FRAME)
    assert part(data, "report.md").decode() == to_markdown(put_together(a_material(), FRAME))
    assert verify_bundle(written(tmp_path, data)).same


def test_the_same_inputs_make_the_same_archive() -> None:
    assert make_bundle(a_material(), FRAME) == make_bundle(a_material(), FRAME)


def test_the_manifest_names_inputs_and_parts() -> None:
    manifest = json.loads(part(make_bundle(a_material(), FRAME), "manifest.json"))
    assert [source["sha256"] for source in manifest["inputs"]] == ["a" * 64, "b" * 64]
    assert "rules/credibility.toml" in manifest["parts"]


def test_a_changed_verdict_shows_as_a_difference(tmp_path: Path) -> None:
    data = make_bundle(a_material(), FRAME)
    decisions = part(data, "decisions.json").replace(b'"verified"', b'"refuted"')
    found = verify_bundle(written(tmp_path, changed(data, "decisions.json", decisions)))
    assert found.damaged == ("decisions.json",)
    assert any("**refuted**" in line for line in found.differences)


def test_a_changed_report_shows_as_a_difference(tmp_path: Path) -> None:
    data = make_bundle(a_material(), FRAME)
    report = part(data, "report.md").replace(b"rating: ", b'rating: "High" # ')
    found = verify_bundle(written(tmp_path, changed(data, "report.md", report)))
    assert not found.same
    assert any(line.startswith('-rating: "High"') for line in found.differences)


def test_a_changed_rule_is_applied_and_shows(tmp_path: Path) -> None:
    data = make_bundle(a_material(), FRAME)
    rules = part(data, "rules/credibility.toml").replace(b"known_weight = 40", b"known_weight = 400")
    found = verify_bundle(written(tmp_path, changed(data, "rules/credibility.toml", rules)))
    assert any(line.startswith('+rating: "Unrated"') for line in found.differences)


@pytest.mark.parametrize("name", ["manifest.json", "report.md", "annotation.json", "rules/credibility.toml"])
def test_a_missing_part_is_said(tmp_path: Path, name: str) -> None:
    path = written(tmp_path, changed(make_bundle(a_material(), FRAME), name, None))
    with pytest.raises(UnreadableInputError, match="bundle"):
        verify_bundle(path)


@pytest.mark.parametrize("name", ["../evil", "/etc/evil", "rules/../../evil", "c:evil", "rules\\evil"])
def test_an_unsafe_name_is_refused(tmp_path: Path, name: str) -> None:
    path = written(tmp_path, changed(make_bundle(a_material(), FRAME), name, b"x"))
    with pytest.raises(UnreadableInputError, match="unsafe name"):
        verify_bundle(path)


@pytest.mark.parametrize("content", [b"", b"no archive", b"PK\x03\x04broken"])
def test_what_is_no_archive_is_said_in_one_line(
    tmp_path: Path, content: bytes, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["verify-report", str(written(tmp_path, content))]) == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_the_command_says_the_same_and_what_differs(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data = make_bundle(a_material(), FRAME)
    assert main(["verify-report", str(written(tmp_path, data))]) == 0
    assert "byte for byte the same" in capsys.readouterr().out
    edited = changed(data, "report.md", part(data, "report.md") + b"more\n")
    assert main(["verify-report", str(written(tmp_path, edited))]) == 1
    assert "-more" in capsys.readouterr().out


def test_what_was_edited_by_hand_is_said_to_be_in_no_bundle(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("OBELIZE_DATA_DIR", str(tmp_path))
    repository = Repository.open(f"sqlite:///{tmp_path / 'store.sqlite'}")
    repository.save_annotation(a_talk(), "copies.vtt")
    repository.close()
    command = ["report", "--bundle", "--out", str(tmp_path / "out")]
    assert main(command) == 0
    told = capsys.readouterr()
    assert "edited by hand" not in told.err
    report, bundle = map(Path, told.out.split())
    text = report.read_text(encoding="utf-8")
    report.write_text(text.replace("## Claims", "My own remark.\n\n## Claims", 1), encoding="utf-8")
    assert main(command) == 0
    assert f"{bundle}: holds the report as generated, without what was edited by hand" in capsys.readouterr().err
    assert main(["verify-report", str(bundle)]) == 0
    assert "what somebody edited in a published copy is not in a bundle" in capsys.readouterr().err


def test_a_bundle_holds_no_path_of_somebodys_machine(tmp_path: Path) -> None:
    material = a_material()
    document = replace(material.annotation.document, name="/home/zyxw/talks/copies.vtt")
    data = make_bundle(replace(material, annotation=replace(material.annotation, document=document)), FRAME)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert not [name for name in archive.namelist() if b"zyxw" in archive.read(name)]
    assert verify_bundle(written(tmp_path, data)).same
