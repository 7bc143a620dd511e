"""The golden reports, made again from their talks: `python -m tests.golden`.

`fixtures/golden` holds six talks of different credibility, the decisions of a reviewer, what the pipeline gathered
on each (`*.json`) and the reports that follow (`*.md`). The tests rebuild the reports from what was gathered; this
module gathers anew when readers, rules or look-ups have changed on purpose.
"""

import json
import os
import re
import sys
import tempfile
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from obelize.cli import main
from obelize.codec import from_json, to_json
from obelize.domain.annotation import Annotation
from obelize.domain.claim import ItemKind
from obelize.domain.review import Action, Decision, Verdict
from obelize.exporters.markdown import to_markdown
from obelize.store import Repository
from obelize.workflow.publish import Frame, gather_material, put_together, reportable
from obelize.workflow.publish.assembly import Material

FOLDER = Path(__file__).parents[1] / "fixtures" / "golden"
REVIEWED = datetime(2026, 5, 1, 12, tzinfo=UTC)
_ASKED = re.compile(r'"asked_at":"[^"]*"')


def golden_names() -> list[str]:
    return sorted(path.stem.removesuffix(".material") for path in FOLDER.glob("*.material.json"))


def golden_material(name: str) -> Material:
    return from_json(Material, (FOLDER / f"{name}.material.json").read_bytes())


def rendered(material: Material) -> str:
    # The program's version is no part of what is tested here.
    return to_markdown(replace(put_together(material, Frame()), program_version="golden"))


def _decisions(name: str, annotations: list[Annotation]) -> tuple[Decision, ...]:
    """The reviewer's decisions: each on the first claim that begins so, the summary's before the talk's."""
    wanted = json.loads((FOLDER / "decisions.json").read_text(encoding="utf-8")).get(name, [])
    made = []
    for number, (start, verdict, note) in enumerate(wanted):
        claims = [claim for each in reversed(annotations) for claim in each.extraction.claims]
        claim = next((claim for claim in claims if claim.check_worthy and claim.text.startswith(start)), None)
        if claim is None:
            raise SystemExit(
                f"{name}: no check-worthy claim begins with {start!r}: {[c.text for c in claims if c.check_worthy]}"
            )
        made.append(
            Decision(
                f"{name}-{number}", claim.document_id, claim.id, ItemKind.CLAIM, "R. Viewer",
                REVIEWED + timedelta(minutes=number), Action.DECIDE, None, Verdict(verdict), note,
            )
        )  # fmt: skip
    return tuple(made)


def _gather(data: Path) -> None:
    os.environ["OBELIZE_DATA_DIR"] = str(data)
    os.chdir(FOLDER / "talks")
    library = str(data / "library.sqlite")
    for file in ("library.csl.json", "retractions.csv"):
        main(["library", "add", str(FOLDER / file), "--library", library])
    main(["annotate", ".", "--offline", "--library", library, "--out", str(data / "reports")])
    repository = Repository.open(f"sqlite:///{data / 'store.sqlite'}")
    for entry in reportable(repository.documents()):
        name = Path(entry.name).stem
        gathered = gather_material(repository, entry.id)
        both = [each for each in (gathered.annotation, gathered.paired) if each]
        material = Material(gathered.annotation, gathered.paired, _decisions(name, both))
        text = _ASKED.sub('"asked_at":"2026-04-30T09:00:00Z"', to_json(material))
        (FOLDER / f"{name}.material.json").write_text(text + "\n", encoding="utf-8")
        (FOLDER / f"{name}.md").write_text(rendered(from_json(Material, text)), encoding="utf-8")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        _gather(Path(folder))
    sys.stdout.write("\n".join(golden_names()) + "\n")
