"""The Textual application: one screen over a desk, with keys from the keymap."""

from collections.abc import Iterable, Mapping

from textual.app import App, SystemCommand
from textual.binding import Binding
from textual.screen import Screen

from obelize.tui.review_screen import ReviewScreen
from obelize.workflow.review_desk import ReviewDesk
from obelize.workflow.review_desk.keymap import ACTIONS, Command

_PUNCTUATION = {",": "comma"}  # a comma separates keys where Textual is told of several


class ReviewApp(App[None]):
    """The review in a terminal."""

    TITLE = "obelize review"
    COMMAND_PALETTE_BINDING = "f24"  # no key of a real keyboard: the keymap binds the palette

    def __init__(self, desk: ReviewDesk, keymap: Mapping[Command, str]) -> None:
        super().__init__()
        self._review = ReviewScreen(desk, keymap)
        for command, key in keymap.items():
            wanted = Binding(_PUNCTUATION.get(key, key), f"carry_out('{command.value}')", command.value)
            for binding in Binding.make_bindings([wanted]):  # "/" is called "slash" there
                self.bind(binding.key, binding.action, description=binding.description, show=False)

    def on_mount(self) -> None:
        """Open the review."""
        self.push_screen(self._review)

    def action_carry_out(self, name: str) -> None:
        """Do what the key is bound to."""
        match Command(name):
            case Command.QUIT:
                self.exit()
            case Command.PALETTE:
                self.action_command_palette()
            case command:
                self._review.carry_out(command)

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """The palette: every command of the keymap, then Textual's own (theme, screenshot)."""
        if screen is self._review:
            for command, action in ACTIONS.items():
                if command not in {Command.PALETTE, Command.QUIT}:
                    name = command.value.replace("-", " ").capitalize()
                    yield SystemCommand(name, action.summary, lambda command=command: self._review.carry_out(command))
        yield from super().get_system_commands(screen)
