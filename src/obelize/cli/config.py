"""`obelize config show`: the settings in force and where each was set."""

import argparse

from obelize.cli.exit_codes import ExitCode
from obelize.cli.output import print_table


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    show = actions.add_parser("show", help="print every setting, its value and its origin")
    show.add_argument("--origin", action="store_true", help="also say where each value was set")


def run(arguments: argparse.Namespace) -> int:
    """Print the settings; keys are never printed."""
    from obelize.config import load_settings

    settings = load_settings()
    if settings.keys:
        from obelize.workflow.review_desk.keymap import make_keymap

        make_keymap(settings.keys)  # refuses what can be no key
    if arguments.origin:
        rows = [(name, settings.origins[name], value) for name, value in settings.shown().items()]
        print_table(("setting", "set by", "value"), rows)
    else:
        print_table(("setting", "value"), list(settings.shown().items()))
    return ExitCode.DONE
