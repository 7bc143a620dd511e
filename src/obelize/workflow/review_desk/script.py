"""Decisions from a file or a line: the commands that change something, by name.

A script is JSON lines: `{"item": ID, "do": "verified", "note": "…"}`. `do` is `verified`, `unverified`, `refuted`,
`not-a-claim`, `withdraw`, `later`, `note`, `edit` (with `text`; an empty one restores the original), `caption-error`,
`evidence` (with `evidence`, a list of ids; an empty one takes the choice back), `duplicates`, `undo` or `redo`; the
last two need no item.
"""

import json
from collections.abc import Iterable, Mapping
from typing import cast

from obelize.domain.review import Verdict
from obelize.errors import ReviewError, UnreadableInputError, json_fault
from obelize.workflow.review_desk.desk import ReviewDesk
from obelize.workflow.review_desk.keymap import VERDICTS, Command
from obelize.workflow.review_desk.view import Change

WITHDRAW = "withdraw"
_FIELDS = {"item", "do", "note", "text", "evidence"}
# Without its field, either would take back what was there.
_NEEDED: Mapping[str, str] = {Command.EDIT: "text", Command.EVIDENCE: "evidence"}
_SHORTEST_PREFIX = 4  # characters of an item's id


def run_script(desk: ReviewDesk, lines: Iterable[str], name: str) -> int:
    """Carry out every line, in order; how many there were.

    `UnreadableInputError` names the line that can't be carried out; the lines before it are recorded.
    """
    done = 0
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            step = _step(line)
            perform(desk, _index(desk, step), _text(step, "do"), step)
        except ReviewError as error:
            raise UnreadableInputError(name, str(error), f"line {number}") from error
        done += 1
    return done


def perform(desk: ReviewDesk, index: int | None, do: str, step: Mapping[str, object]) -> Change:
    """Carry out one command on one item. `ReviewError` if it can't be."""
    if do == Command.UNDO:
        return desk.undo()
    if do == Command.REDO:
        return desk.redo()
    if index is None:
        raise ReviewError(f"{do!r} needs an item")
    if do in VERDICTS or do == WITHDRAW:
        verdict: Verdict | None = None if do == WITHDRAW else VERDICTS[Command(do)]
        return desk.decide([index], verdict, _text(step, "note"))
    match do:
        case Command.LATER:
            return desk.put_aside(index)
        case Command.NOTE:
            return desk.add_note(index, _text(step, "note") or _text(step, "text"))
        case Command.EDIT:
            return desk.edit(index, _text(step, "text"))
        case Command.CAPTION_ERROR:
            return desk.flag_caption_error(index)
        case Command.EVIDENCE:
            return desk.choose_evidence(index, _texts(step, "evidence"))
        case Command.DUPLICATES:
            return desk.apply_to_duplicates(index)
        case _:
            raise ReviewError(f"there is nothing called {do!r} to do to an item")


def find_item(desk: ReviewDesk, wanted: str) -> int:
    """The index of the item whose id is or begins with `wanted`. `ReviewError` if there is none or several."""
    exact = (desk.queue.index_of((document_id, wanted)) for document_id in desk.documents)
    found = [index for index in exact if index is not None]
    if not found and len(wanted) >= _SHORTEST_PREFIX:
        found = [index for index, entry in enumerate(desk.queue.entries) if entry.id.startswith(wanted)]
    if len(found) != 1:
        raise ReviewError(f"{'several items begin with' if found else 'no item under review has the id'} {wanted!r}")
    return found[0]


def _step(line: str) -> Mapping[str, object]:
    try:
        step = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise ReviewError(f"not JSON: {json_fault(error)}") from error
    if not isinstance(step, dict) or "do" not in step:
        raise ReviewError('each line is an object with "item" and "do"')
    if unknown := set(step) - _FIELDS:
        raise ReviewError(f"there is no field {min(unknown)!r}")
    needed = _NEEDED.get(str(step["do"]))
    if needed and needed not in step:
        raise ReviewError(f"{step['do']!r} needs {needed!r}")
    return cast("Mapping[str, object]", step)


def _index(desk: ReviewDesk, step: Mapping[str, object]) -> int | None:
    return find_item(desk, _text(step, "item")) if "item" in step else None


def _text(step: Mapping[str, object], field: str) -> str:
    value = step.get(field, "")
    if not isinstance(value, str):
        raise ReviewError(f"{field!r} must be a text")
    return value


def _texts(step: Mapping[str, object], field: str) -> list[str]:
    value = step.get(field, [])
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        raise ReviewError(f"{field!r} must be a list of texts")
    return value
