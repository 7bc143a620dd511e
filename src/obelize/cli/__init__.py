"""The command line: one file a verb, loaded only when it is called, so that `--help` answers at once.

A verb's module has `add_arguments(parser)` and `run(arguments) -> int`; it imports the heavy rooms inside `run`.
"""

import argparse
import gc
import importlib
import sys
from collections.abc import Sequence
from types import ModuleType

from obelize import __version__
from obelize.cli.exit_codes import ExitCode
from obelize.cli.output import complain, drop_output, finish_output, prepare_streams
from obelize.errors import ExportError, ObelizeError

VERBS = {
    "annotate": "read transcripts and summaries, extract what can be checked, look it up, write reports",
    "review": "decide item by item in the terminal what is verified and what is not",
    "report": "write credibility reports from what was annotated and decided",
    "verify-report": "rebuild a report from its bundle, offline, and say whether it is the same",
    "recheck": "ask the sources about all citations again and say what has changed",
    "library": "build and search the local index of works",
    "claims": "print the claims of files; stores nothing",
    "citations": "check the citations of files; stores nothing",
    "quotes": "check quotations against a transcript; stores nothing",
    "config": "show the settings and where each was set",
    "doctor": "show which literature sources can be reached, and their limits",
    "explain": "say what a finding code, a rule or a credibility signal means",
}

_ALLOCATIONS_BETWEEN_COLLECTIONS = 50_000


def build_parser(verb: str | None = None) -> argparse.ArgumentParser:
    """The whole parser, with the arguments of `verb` only: the others' modules are not loaded."""
    parser = argparse.ArgumentParser(
        prog="obelize",
        description="Find what can be checked in transcripts and summaries, look it up, decide, and report.",
        epilog="Exit codes: 0 done; 1 findings (with --fail-on); 2 wrong usage or unreadable input; "
        "3 done, but incomplete because a source could not be reached.",
    )
    parser.add_argument("--version", action="version", version=f"obelize {__version__}")
    commands = parser.add_subparsers(dest="verb", metavar="COMMAND", required=True)
    for name, summary in VERBS.items():
        command = commands.add_parser(name, help=summary, description=summary[0].upper() + summary[1:] + ".")
        if name == verb:
            _module(name).add_arguments(command)
    return parser


def _module(verb: str) -> ModuleType:
    return importlib.import_module(f"obelize.cli.{verb.replace('-', '_')}")


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command. Every error of ours becomes one line on standard error and an exit code."""
    # A command makes many values that live to its end and hardly a cycle: looking for garbage at every seven hundredth
    # of them takes a tenth of its time.
    gc.set_threshold(_ALLOCATIONS_BETWEEN_COLLECTIONS)
    words = list(sys.argv[1:] if argv is None else argv)
    verb = next((word for word in words if word in VERBS), None)
    prepare_streams()
    arguments = build_parser(verb).parse_args(words)
    try:
        code = _module(arguments.verb).run(arguments)
        finish_output()
    except ObelizeError as error:
        complain(str(error))
        _finish_failed()
        return ExitCode.USAGE
    except KeyboardInterrupt:
        complain("interrupted; everything finished so far is kept")
        return ExitCode.INTERRUPTED
    except BrokenPipeError:
        # The reader of our output has gone (`| head`). Nothing more can be said there.
        drop_output()
        return ExitCode.DONE
    return int(code)


def _finish_failed() -> None:
    """What was printed before an error is still shown, if standard output takes it."""
    try:
        finish_output()
    except (ExportError, BrokenPipeError):
        drop_output()
