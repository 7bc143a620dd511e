"""The commands that need words, a choice or a yes: which dialog asks, and what the desk is told then."""

import webbrowser
from collections.abc import Callable, Mapping
from dataclasses import replace

from textual.screen import Screen

from obelize.errors import ReviewError
from obelize.tui.dialogs import ChoiceDialog, ConfirmDialog, EditDialog, LineDialog, Span, TextDialog
from obelize.workflow.review_desk import Change, Order, QueueFilter, ReviewDesk, parse_filter, wording
from obelize.workflow.review_desk.context import moved_span, options_of, text_between
from obelize.workflow.review_desk.keymap import ACTIONS, Command

FILTER_HINT = (
    "status:undecided, decided, verified, unverified, refuted, not-a-claim, later, disputed, noted, edited, "
    "caption-error\nkind:claim, quotation, citation   speaker:NAME   code:CIT   worth:0.7\n"
    "duplicates:only, first   and words of the text. All parts must hold; an empty line shows everything."
)
_EDIT_CONTEXT = 2  # segments on either side within which a claim's ends may move

Do = Callable[[Callable[[], Change]], None]


class Questions:
    """Asks over a screen; `do` carries out an answer, `arrange` gives the queue another filter."""

    def __init__(
        self,
        screen: Screen[None],
        desk: ReviewDesk,
        keymap: Mapping[Command, str],
        do: Do,
        arrange: Callable[[QueueFilter, Order], None],
    ) -> None:
        self._screen, self._desk, self._keymap = screen, desk, keymap
        self._do, self._arrange = do, arrange

    def ask(self, command: Command, index: int | None) -> None:
        """Ask what the command needs to know about the item. `ReviewError` where it can't be done."""
        match command:
            case Command.SEARCH:
                self._search()
            case Command.FILTER:
                self._filter()
            case Command.HELP:
                self.show("Keys", help_text(self._keymap))
            case Command.ORPHANS:
                self._orphans()
            case _:
                if index is None:
                    raise ReviewError("no item is left by this filter")
                self._ask_about_item(command, index)

    def _ask_about_item(self, command: Command, index: int) -> None:
        match command:
            case Command.NOTE:
                self._note(index)
            case Command.EDIT:
                self._edit(index)
            case Command.EVIDENCE:
                self._evidence(index)
            case Command.DUPLICATES:
                self._duplicates(index)
            case Command.OPEN:
                self._open(index)

    def _note(self, index: int) -> None:
        def answered(note: str | None) -> None:
            if note:
                self._do(lambda: self._desk.add_note(index, note))

        self._screen.app.push_screen(LineDialog("Note", hint="It goes into the log and the report."), answered)

    def _edit(self, index: int) -> None:
        entry, state = self._desk.queue.entries[index], self._desk.state(index)
        segments = self._desk.passage(index, _EDIT_CONTEXT)

        def moved(span: Span, start_by: int, end_by: int) -> tuple[Span, str]:
            new = moved_span(segments, span, start_by=start_by, end_by=end_by)
            return new, text_between(segments, *new)

        def answered(answer: tuple[str, Span | None] | None) -> None:
            if answer is not None:
                self._do(lambda: self._desk.edit(index, answer[0], answer[1]))

        span = state.edited_span or (entry.start_char, entry.end_char)
        self._screen.app.push_screen(EditDialog(state.edited_text or entry.text, span, entry.text, moved), answered)

    def _evidence(self, index: int) -> None:
        options = options_of(self._desk.detail(index))
        if not options:
            raise ReviewError("there is no evidence to pick from; say it in a note")

        def answered(picked: list[str] | None) -> None:
            if picked is not None:
                self._do(lambda: self._desk.choose_evidence(index, picked))

        labels = [(option.id, option.label) for option in options]
        chosen = self._desk.state(index).evidence
        self._screen.app.push_screen(ChoiceDialog("What decided it?", labels, chosen), answered)

    def _duplicates(self, index: int) -> None:
        verdict = self._desk.state(index).verdict
        others = self._desk.duplicates(index)
        if verdict is None or not others:
            self._do(lambda: self._desk.apply_to_duplicates(index))  # says why not
            return

        def answered(yes: bool | None) -> None:
            if yes:
                self._do(lambda: self._desk.apply_to_duplicates(index))

        lines = [f"{wording.number(self._desk, other)}  {self._desk.queue.entries[other].text}" for other in others]
        title = f"{len(others)} near-duplicates"
        self._screen.app.push_screen(ConfirmDialog(title, lines, f"marks all of them {verdict.value}"), answered)

    def _open(self, index: int) -> None:
        link = self._desk.link(index)
        if link is None:
            raise ReviewError("no web address is known for this document")

        def answered(yes: bool | None) -> None:
            if yes:
                webbrowser.open(link)

        self._screen.app.push_screen(ConfirmDialog("Open in the browser?", [link], "opens it"), answered)

    def _search(self) -> None:
        kept = self._desk.queue.filter

        def answered(words: str | None) -> None:
            if words is not None:
                self._arrange(replace(kept, text=words.strip().casefold()), self._desk.queue.order)

        self._screen.app.push_screen(
            LineDialog("Search", value=kept.text, hint="Words of the item's text; an empty line ends the search."),
            answered,
        )

    def _filter(self) -> None:
        def answered(line: str | None) -> None:
            if line is not None:
                self._arrange(parse_filter(line), self._desk.queue.order)

        self._screen.app.push_screen(
            LineDialog("Filter", value=str(self._desk.queue.filter), hint=FILTER_HINT, check=parse_filter), answered
        )

    def _orphans(self) -> None:
        orphans = self._desk.orphans()
        lines = [f"{orphan.kind.value} {orphan.item_id}\n  {orphan.text}" for orphan in orphans]
        head = "Decided items that have no place in their document any more. Their decisions are kept.\n\n"
        self.show("Orphans", head + "\n".join(lines) if lines else "Every decided item has its place.")

    def show(self, title: str, text: str) -> None:
        """A text to read."""
        self._screen.app.push_screen(TextDialog(title, text))


def help_text(keymap: Mapping[Command, str]) -> str:
    """The keys in force, by group, with the signs of the queue."""
    width = max(len(key) for key in keymap.values())
    lines: list[str] = []
    group = ""
    for command, action in ACTIONS.items():
        if action.group != group:
            group = action.group
            lines.append(f"\n{group}" if lines else group)
        lines.append(f"  {keymap[command]:<{width}}  {action.summary}")
    lines.append("  Tab moves between the panes, the arrows scroll them.")
    signs = "  ".join(f"{sign} {verdict.value}" for verdict, sign in wording.GLYPHS.items())
    more = f"{wording.OPEN_GLYPH} undecided  {wording.LATER_GLYPH} later  {wording.DISPUTED_GLYPH} disputed"
    return "\n".join([*lines, "", "Signs", f"  {signs}", f"  {more}", "  ‼ error  ! warning  · note (findings)"])
