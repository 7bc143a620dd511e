"""A bundle: everything a report was made from in one archive, so that anyone can make it again offline.

The archive holds the annotations with their look-ups, the log of decisions, the rules and the user's lists, the
report itself, and a manifest with the SHA-256 of each, of the files that were read and of the sources' states. The
same inputs give the same bytes. A rebuilt report shows that the report follows from what is in the bundle; that the
files read were the ones named is told by their hashes.
"""

import difflib
import hashlib
import io
import json
import tempfile
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from obelize import __version__
from obelize.appraisal.signals import Lists
from obelize.appraisal.signals.rubric import rubric_from_toml
from obelize.codec import DecodingError, from_json, to_json
from obelize.domain.annotation import Annotation, Report
from obelize.domain.review import Decision
from obelize.errors import UnreadableInputError
from obelize.exporters.contents import file_name
from obelize.exporters.markdown import to_markdown
from obelize.rulebook import load_rulebook, rules_folder
from obelize.workflow.publish.assembly import Frame, Material, put_together

SHAPE = "obelize-bundle-1"
_REPORT = "report.md"
_LARGEST_PART = 500_000_000  # bytes, unpacked: a bundle may come from anywhere
_MOST_PARTS = 500
_EPOCH = (1980, 1, 1, 0, 0, 0)  # the archive's own clock is no input
_SHOWN_LINES = 60


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a bundle says of itself. Hashes are SHA-256 in hexadecimal digits."""

    shape: str
    program_version: str
    rules_version: str
    address: str | None
    inputs: tuple[Mapping[str, str], ...]
    snapshots: tuple[str, ...]
    parts: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Verification:
    """What came of rebuilding a bundle's report. `damaged` names parts that no longer fit their hashes.

    `differences` is a unified diff, report in the bundle against report rebuilt; empty where they are the same.
    """

    manifest: Manifest
    damaged: tuple[str, ...]
    differences: tuple[str, ...]

    @property
    def same(self) -> bool:
        """Whether every part is whole and the report was rebuilt byte for byte."""
        return not self.damaged and not self.differences


def make_bundle(material: Material, frame: Frame) -> bytes:
    """The bundle of the report that follows from `material` and `frame`, under the shipped rules."""
    annotation, paired = _shared(material.annotation), material.paired and _shared(material.paired)
    material = replace(material, annotation=annotation, paired=paired)
    both = [each for each in (annotation, paired) if each]
    report = put_together(material, frame)
    lists = {"outlets": dict(sorted(frame.lists.outlets.items())), "journals": sorted(frame.lists.journals)}
    parts = {
        _REPORT: to_markdown(report).encode(),
        "annotation.json": to_json(annotation).encode(),
        "decisions.json": to_json(material.log, tuple[Decision, ...]).encode(),
        "lists.json": json.dumps(lists, ensure_ascii=False).encode(),
        **({"paired.json": to_json(paired).encode()} if paired else {}),
        **{f"rules/{path.relative_to(rules_folder()).as_posix()}": path.read_bytes() for path in _rule_files()},
    }
    manifest = Manifest(
        shape=SHAPE,
        program_version=__version__,
        rules_version=annotation.rules_version,
        address=frame.address,
        inputs=tuple(
            {"name": each.document.name, "id": each.document.id, "sha256": each.document.fingerprint} for each in both
        ),
        snapshots=tuple(sorted({f"{r.source}: {r.snapshot}" for r in report.receipts if r.snapshot})),
        parts={name: hashlib.sha256(data).hexdigest() for name, data in sorted(parts.items())},
    )
    return _archive({"manifest.json": (to_json(manifest) + "\n").encode(), **parts})


def verify_bundle(path: Path) -> Verification:
    """Rebuild the report of the bundle at `path` from its other parts, without network or store.

    `UnreadableInputError` where the file is no bundle.
    """
    parts = _read(path)
    try:
        manifest = from_json(Manifest, parts["manifest.json"])
        if manifest.shape != SHAPE:
            raise UnreadableInputError(str(path), f"a bundle of another shape: {manifest.shape}")
        damaged = [
            name
            for name, digest in manifest.parts.items()
            if name not in parts or hashlib.sha256(parts[name]).hexdigest() != digest
        ]
        damaged += [name for name in parts if name not in manifest.parts and name != "manifest.json"]
        rebuilt = to_markdown(_rebuilt(parts, manifest))
        stored = parts[_REPORT].decode()
    except KeyError as error:
        raise UnreadableInputError(str(path), f"no obelize bundle: it has no {error}") from error
    except (DecodingError, UnicodeDecodeError) as error:
        raise UnreadableInputError(str(path), f"a part of the bundle can't be read: {error}") from error
    return Verification(manifest, tuple(damaged), tuple(_difference(stored, rebuilt)))


def _shared(annotation: Annotation) -> Annotation:
    """The annotation without the folders of its file's name, which are nobody else's concern."""
    document = annotation.document
    return replace(annotation, document=replace(document, name=file_name(document)))


def _rebuilt(parts: Mapping[str, bytes], manifest: Manifest) -> Report:
    annotation = from_json(Annotation, parts["annotation.json"])
    paired = from_json(Annotation, parts["paired.json"]) if "paired.json" in parts else None
    log = from_json(tuple[Decision, ...], parts["decisions.json"])
    lists = from_json(Lists, parts["lists.json"])
    with tempfile.TemporaryDirectory() as folder:
        for name, data in parts.items():
            if name.startswith("rules/"):
                target = Path(folder, *PurePosixPath(name).parts[1:])
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(data)
        rubric = rubric_from_toml(load_rulebook(Path(folder)).tables["credibility"])
    report = put_together(Material(annotation, paired, log), Frame(lists, manifest.address, rubric))
    # The version is data of the report: only what the programs make differently shall show.
    return replace(report, program_version=manifest.program_version)


def _difference(stored: str, rebuilt: str) -> Iterator[str]:
    lines = difflib.unified_diff(
        stored.splitlines(), rebuilt.splitlines(), "report in the bundle", "report rebuilt", n=1, lineterm=""
    )
    for number, line in enumerate(lines):
        if number == _SHOWN_LINES:
            yield "…"
            return
        yield line
    if stored != rebuilt and stored.splitlines() == rebuilt.splitlines():
        yield "the line ends differ"


def _archive(parts: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in sorted(parts.items()):
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, data)
    return out.getvalue()


def _read(path: Path) -> dict[str, bytes]:
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
            if len(entries) > _MOST_PARTS or sum(entry.file_size for entry in entries) > _LARGEST_PART:
                raise UnreadableInputError(str(path), "the archive is larger than any bundle")
            if odd := [e.filename for e in entries if not _is_plain(e.filename)]:
                raise UnreadableInputError(str(path), f"a part has an unsafe name: {odd[0]!r}")
            return {entry.filename: _unpacked(archive, entry) for entry in entries}
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError) as error:
        raise UnreadableInputError(str(path), f"no obelize bundle: {error}") from error
    except OSError as error:
        raise UnreadableInputError(str(path), error.strerror or str(error)) from error


def _unpacked(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    """The part's bytes, no more than it declares: the declared sizes were found to be small enough."""
    with archive.open(entry) as part:
        return part.read(entry.file_size)


def _is_plain(name: str) -> bool:
    path = PurePosixPath(name)
    plain = bool(path.parts) and not path.is_absolute() and ".." not in path.parts
    return plain and "\\" not in name and ":" not in name


def _rule_files() -> list[Path]:
    return sorted(rules_folder().rglob("*.toml"))
