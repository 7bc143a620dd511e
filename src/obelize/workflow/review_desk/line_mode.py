"""The review in lines: for screen readers, dumb terminals and pipes. Same commands, same verdicts, same log."""

from collections.abc import Callable, Iterable, Iterator, Mapping

from obelize.domain.counting import number_of
from obelize.errors import ReviewError
from obelize.workflow.review_desk import wording
from obelize.workflow.review_desk.context import clock, options_of
from obelize.workflow.review_desk.desk import ReviewDesk
from obelize.workflow.review_desk.filters import QueueFilter, parse_filter
from obelize.workflow.review_desk.keymap import ACTIONS, VERDICTS, Command
from obelize.workflow.review_desk.queue import Order
from obelize.workflow.review_desk.script import perform

_MOVING_ON = {*VERDICTS, Command.LATER}
_DOING = {*_MOVING_ON, Command.NOTE, Command.EDIT, Command.CAPTION_ERROR, Command.EVIDENCE}


class LineMode:
    """Reads commands, says what happened. `say` gets one text at a time, not yet made safe for a terminal."""

    def __init__(self, desk: ReviewDesk, keymap: Mapping[Command, str], say: Callable[[str], None]) -> None:
        self._desk = desk
        self._keys = {key: command for command, key in keymap.items()}
        self._keymap = keymap
        self._say = say
        self._place = 0
        self._previewed: int | None = None

    def run(self, lines: Iterable[str]) -> None:
        """Answer every line until there are no more or one says to leave."""
        self._say(f"{wording.progress_line(self._desk.progress())}. Type ? and Enter for help.")
        self._show()
        for line in lines:
            command, words = self._parse(line.strip())
            if command is Command.QUIT:
                break
            try:
                if command is None:
                    self._say(f"{line.strip()!r} is no command. Type ? and Enter for help.")
                else:
                    self._carry_out(command, words)
            except ReviewError as error:
                self._say(f"Not done: {error}.")
        self._say(f"{wording.progress_line(self._desk.progress())}. Everything is saved.")

    def _parse(self, line: str) -> tuple[Command | None, str]:
        if not line:
            return Command.NEXT, ""
        first, _, rest = line.partition(" ")
        if first in self._keys:
            return self._keys[first], rest.strip()
        if first in ACTIONS:
            return Command(first), rest.strip()
        if line.startswith(self._keymap[Command.SEARCH]):
            return Command.SEARCH, line.removeprefix(self._keymap[Command.SEARCH]).strip()
        return None, ""

    def _carry_out(self, command: Command, words: str) -> None:
        desk, view = self._desk, self._desk.queue.view
        if command in {Command.UNDO, Command.REDO}:
            self._done(perform(desk, None, command, {}).message)
        elif command in _DOING:
            self._done(perform(desk, self._index(), command, self._step(command, words)).message)
            if command in _MOVING_ON:
                self._move(desk.next_open(self._place))
        elif command is Command.DUPLICATES:
            self._duplicates(confirmed=words == "yes")
        elif command is Command.NEXT:
            self._move(self._place + 1)
        elif command is Command.PREVIOUS:
            self._move(self._place - 1)
        elif command is Command.FIRST:
            self._move(int(words) - 1 if words.isdecimal() else 0)
        elif command is Command.LAST:
            self._move(len(view) - 1)
        else:
            self._look(command, words)

    def _look(self, command: Command, words: str) -> None:
        desk = self._desk
        match command:
            case Command.SEARCH:
                self._arrange(parse_filter(f"{words}"), desk.queue.order)
            case Command.FILTER:
                self._arrange(parse_filter(words), desk.queue.order)
            case Command.ORDER:
                if words not in set(Order):
                    raise ReviewError(f"an order is one of {', '.join(Order)}")
                self._arrange(desk.queue.filter, Order(words))
            case Command.OPEN:
                self._say(desk.link(self._index()) or "No web address is known for this document.")
            case Command.RATING:
                document_id = desk.queue.entries[self._index()].document_id
                outlook = desk.outlook(document_id, desk.states(document_id))
                for line in (*wording.outlook_lines(desk, document_id, outlook), outlook.rule):
                    self._say(line)
            case Command.ORPHANS:
                orphans = desk.orphans()
                self._say(f"{number_of(len(orphans), 'decided item')} without a place any more.")
                for orphan in orphans:
                    self._say(f"{orphan.item_id}, {orphan.kind.value}: {orphan.text}")
            case _:
                for line in help_lines(self._keymap):
                    self._say(line)

    def _step(self, command: Command, words: str) -> dict[str, object]:
        if command is Command.EVIDENCE:
            options = options_of(self._desk.detail(self._index()))
            picked = words.replace(",", " ").split()
            if not all(number.isdecimal() and 1 <= int(number) <= len(options) for number in picked):
                raise ReviewError(f"name the evidence by its numbers, 1 to {len(options)}")
            return {"evidence": [options[int(number) - 1].id for number in picked]}
        return {"text": words} if command is Command.EDIT else {"note": words}

    def _duplicates(self, *, confirmed: bool) -> None:
        index = self._index()
        if confirmed and self._previewed == index:
            self._done(self._desk.apply_to_duplicates(index).message)
            return
        others = self._desk.duplicates(index)
        self._say(f"{number_of(len(others), 'near-duplicate')} would get the same verdict:")
        for other in others:
            self._say(f"{wording.number(self._desk, other)}: {self._desk.queue.entries[other].text}")
        if others:
            self._previewed = index
            self._say(f"Type {self._keymap[Command.DUPLICATES]} yes and Enter to do it.")

    def _arrange(self, kept: QueueFilter, order: Order) -> None:
        self._desk.arrange(kept, order)
        self._say(f"{number_of(len(self._desk.queue.view), 'item')}, by {order.value}.")
        self._move(0)

    def _index(self) -> int:
        if not self._desk.queue.view:
            raise ReviewError("no item is left by this filter; type f and Enter to see all")
        return self._desk.queue.view[self._place]

    def _move(self, place: int) -> None:
        last = len(self._desk.queue.view) - 1
        if place > last >= 0:
            self._say("This is the last item.")
        self._place = max(0, min(place, last))
        self._show()

    def _done(self, message: str) -> None:
        self._say(f"{message[:1].upper()}{message[1:]}. Saved.")

    def _show(self) -> None:
        if not self._desk.queue.view:
            self._say("There is no item to decide.")
            return
        for line in item_lines(self._desk, self._place):
            self._say(line)


def item_lines(desk: ReviewDesk, place: int) -> Iterator[str]:
    """One item in full, a line for each thing there is to know."""
    index = desk.queue.view[place]
    entry, detail = desk.queue.entries[index], desk.detail(index)
    facts = [f"Item {place + 1} of {len(desk.queue.view)}", entry.kind, desk.documents[entry.document_id].name]
    facts += [clock(entry.start)] if entry.start is not None else []
    facts += [entry.speaker] if entry.speaker else []
    facts += [f"worthiness {entry.worthiness:.2f}"] if entry.worthiness is not None else []
    yield ""
    yield ", ".join([*facts, wording.standing(desk, index)])
    yield f"Text: {entry.text}"
    state = desk.state(index)
    if state.edited_text is not None:
        yield f"Edited: {state.edited_text}"
    for segment in desk.passage(index, 2):
        who = f" {segment.speaker}:" if segment.speaker else ""
        yield f"  {clock(segment.start)}{who} {segment.text}"
    yield from wording.about(detail)
    yield from wording.finding_lines(detail)
    yield from wording.evidence_lines(detail)
    yield from wording.receipt_lines(detail)
    for note in state.notes:
        yield f"Note: {note}"


def help_lines(keymap: Mapping[Command, str]) -> Iterator[str]:
    """Every command with its key and its name."""
    yield "A command is its key or its name, then what it needs, then Enter. Enter alone goes to the next item."
    for command, action in ACTIONS.items():
        if command is not Command.PALETTE:
            yield f"{keymap[command]} or {command.value}: {action.summary}"
    yield "Words after a verdict become its note. g 12 goes to item 12. d 1 2 names evidence by number."
