"""What a reviewer can do, and the key that does it. Both faces of the desk and the help are built from this."""

from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum

from obelize.domain.review import Verdict
from obelize.errors import SettingsError


class Command(StrEnum):
    """Everything a reviewer can do. The values are the names used in settings, scripts and the line mode."""

    VERIFIED = "verified"
    UNVERIFIED = "unverified"
    REFUTED = "refuted"
    NOT_A_CLAIM = "not-a-claim"
    LATER = "later"
    NOTE = "note"
    EDIT = "edit"
    CAPTION_ERROR = "caption-error"
    EVIDENCE = "evidence"
    DUPLICATES = "duplicates"
    UNDO = "undo"
    REDO = "redo"
    NEXT = "next"
    PREVIOUS = "previous"
    FIRST = "first"
    LAST = "last"
    SEARCH = "search"
    FILTER = "filter"
    ORDER = "order"
    OPEN = "open"
    RATING = "rating"
    ORPHANS = "orphans"
    HELP = "help"
    PALETTE = "palette"
    QUIT = "quit"


@dataclass(frozen=True, slots=True)
class Action:
    """A command's key as it is without settings, and what it does in a few words. `group` heads it in the help."""

    key: str
    summary: str
    group: str


ACTIONS: Mapping[Command, Action] = {
    Command.VERIFIED: Action("v", "verified: checked and right", "Decide"),
    Command.UNVERIFIED: Action("u", "unverified: could not be confirmed", "Decide"),
    Command.REFUTED: Action("r", "refuted: checked and wrong", "Decide"),
    Command.NOT_A_CLAIM: Action("x", "not a claim, nothing to check", "Decide"),
    Command.LATER: Action("space", "put aside for later", "Decide"),
    Command.DUPLICATES: Action("a", "give the verdict to all near-duplicates, after a preview", "Decide"),
    Command.UNDO: Action("z", "undo your last action", "Decide"),
    Command.REDO: Action("Z", "redo what you undid", "Decide"),
    Command.NOTE: Action("n", "add a note", "Annotate"),
    Command.EVIDENCE: Action("d", "pick the evidence that decided it", "Annotate"),
    Command.EDIT: Action("e", "edit the wording or the ends; the original is kept", "Annotate"),
    Command.CAPTION_ERROR: Action("c", "caption error: the transcript misheard", "Annotate"),
    Command.NEXT: Action("j", "next item", "Move"),
    Command.PREVIOUS: Action("k", "previous item", "Move"),
    Command.FIRST: Action("g", "first item", "Move"),
    Command.LAST: Action("G", "last item", "Move"),
    Command.SEARCH: Action("/", "search the items' text", "Find"),
    Command.FILTER: Action("f", "filter by status, kind, speaker, finding code, worthiness, duplicates", "Find"),
    Command.ORDER: Action("s", "order by time, worthiness, severity, or what moves the rating most", "Find"),
    Command.OPEN: Action("o", "show the source's address at that second, then open it", "Look"),
    Command.RATING: Action("w", "the rating, and what would change it", "Look"),
    Command.ORPHANS: Action("O", "decided items that have lost their place", "Look"),
    Command.HELP: Action("?", "this help", "Look"),
    Command.PALETTE: Action("ctrl+p", "command palette", "Look"),
    Command.QUIT: Action("q", "leave; everything is saved", "Look"),
}

VERDICTS: Mapping[Command, Verdict] = {
    Command.VERIFIED: Verdict.VERIFIED,
    Command.UNVERIFIED: Verdict.UNVERIFIED,
    Command.REFUTED: Verdict.REFUTED,
    Command.NOT_A_CLAIM: Verdict.NOT_A_CLAIM,
}

_NAMED_KEYS = {"space", "backspace", "delete", "insert", "home", "end", "pageup", "pagedown", "left", "right"} | {
    f"f{number}" for number in range(1, 13)
}
_TAKEN = {"enter": "confirming", "escape": "closing", "tab": "moving between panes", "up": "moving", "down": "moving"}


def make_keymap(settings: Mapping[str, str]) -> dict[Command, str]:
    """Every command's key, `settings` (the `[keys]` table: command = key) over the keys that ship.

    `SettingsError` for an unknown command, a key that can't be, or a key that would do two things.
    """
    keys = {command: action.key for command, action in ACTIONS.items()}
    for name, key in settings.items():
        if name not in keys:
            near = get_close_matches(name, keys, n=1)
            hint = f"; did you mean {str(near[0])!r}?" if near else f"; there are {', '.join(keys)}"
            raise SettingsError(f"keys: there is no command {name!r}{hint}")
        keys[Command(name)] = _checked(name, key)
    used: dict[str, Command] = {}
    for command, key in keys.items():
        if key in used:
            raise SettingsError(f"keys: {key!r} would do both {used[key].value!r} and {command.value!r}")
        used[key] = command
    return keys


def _checked(name: str, key: str) -> str:
    if key in _TAKEN:
        raise SettingsError(f"keys: {key!r} is kept for {_TAKEN[key]} and can't be {name!r}")
    last = key.removeprefix("ctrl+").removeprefix("shift+")
    if not (len(last) == 1 and last.isprintable() and not last.isspace()) and last not in _NAMED_KEYS:
        raise SettingsError(f"keys: {key!r} is no key; write one character, 'space', 'f1' to 'f12' or 'ctrl+…'")
    return key
