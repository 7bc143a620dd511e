"""`obelize review`: decide item by item, on a screen or in lines; bring decisions in and out."""

import argparse
import getpass
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from obelize.cli.exit_codes import ExitCode
from obelize.cli.output import is_terminal, print_text, say
from obelize.domain.counting import number_of
from obelize.errors import ReviewError, UnreadableInputError

if TYPE_CHECKING:
    from obelize.config import Settings
    from obelize.store import Repository
    from obelize.workflow.review_desk import Mode, ReviewDesk


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.add_argument("document", metavar="DOCUMENT", nargs="?", help="a document's name or id (default: all)")
    parser.add_argument("--plain", action="store_true", help="line by line, for screen readers and dumb terminals")
    parser.add_argument("--reviewer", metavar="NAME", help="who decides (default: the setting, else the login name)")
    parser.add_argument("--filter", metavar="LINE", default="", help="e.g. 'status:undecided kind:claim worth:0.7'")
    parser.add_argument(
        "--order", choices=["time", "worthiness", "severity", "impact"], default="time", help="what comes first"
    )
    mode = parser.add_mutually_exclusive_group()
    mode.add_argument("--blind", action="store_true", help="a second pass that sees nobody else's decisions")
    mode.add_argument("--adjudicate", action="store_true", help="only items on which reviewers differ, to settle them")
    mode.add_argument("--repeat", action="store_true", help="a random tenth of your own items again")
    task = parser.add_mutually_exclusive_group()
    task.add_argument("--script", metavar="FILE", help="carry out decisions from a file of JSON lines ('-': stdin)")
    task.add_argument("--export", metavar="FILE", help="write all decisions to FILE: .jsonl, .csv or .md")
    task.add_argument(
        "--import", metavar="FILE", dest="import_", help="read decisions from FILE: .jsonl, .csv, or an edited .md"
    )
    task.add_argument("--agreement", action="store_true", help="print how far reviewers agree, and stop")


def run(arguments: argparse.Namespace) -> int:
    """Open the desk and do with it what was asked."""
    from obelize.config import load_settings
    from obelize.store import Repository

    settings = load_settings({"reviewer": arguments.reviewer})
    repository = Repository.open(settings.store_location)
    try:
        return _run(arguments, settings, repository)
    finally:
        repository.close()


def _run(arguments: argparse.Namespace, settings: "Settings", repository: "Repository") -> int:
    from obelize.workflow.review_desk import Order, parse_filter
    from obelize.workflow.review_desk.keymap import make_keymap

    keymap = make_keymap(settings.keys)
    desk = _desk(arguments, settings, repository)
    if arguments.script:
        return _script(desk, arguments.script)
    if arguments.export:
        return _export(repository, desk, arguments.export)
    if arguments.import_:
        return _import(repository, desk, arguments.import_)
    if arguments.agreement:
        return _agreement(desk)
    if not desk.documents:
        raise ReviewError("nothing has been annotated yet; `obelize annotate PATH` comes first")
    order = Order(arguments.order)
    desk.arrange(parse_filter(arguments.filter), order)
    if arguments.plain:
        from obelize.workflow.review_desk.line_mode import LineMode

        LineMode(desk, keymap, print_text).run(sys.stdin)
        return ExitCode.DONE
    if not (sys.stdin.isatty() and is_terminal()):
        raise ReviewError("the review screen needs a terminal; use --plain or --script")
    from obelize.tui.app import ReviewApp

    ReviewApp(desk, keymap).run()
    return ExitCode.DONE


def _desk(arguments: argparse.Namespace, settings: "Settings", repository: "Repository") -> "ReviewDesk":
    from obelize.rulebook import shipped_rulebook
    from obelize.workflow.identity import named_document
    from obelize.workflow.review_desk import ReviewDesk, Reviewer

    name = settings.reviewer or getpass.getuser()
    chosen = [named_document(repository, arguments.document).id] if arguments.document else None
    return ReviewDesk(repository, Reviewer(name, _mode(arguments), shipped_rulebook().fingerprint), chosen)


def _mode(arguments: argparse.Namespace) -> "Mode":
    from obelize.workflow.review_desk import Mode

    if arguments.blind:
        return Mode.BLIND
    if arguments.adjudicate:
        return Mode.ADJUDICATE
    return Mode.REPEAT if arguments.repeat else Mode.REVIEW


def _script(desk: "ReviewDesk", file: str) -> int:
    from obelize.workflow.review_desk.script import run_script

    if file == "-":
        done = run_script(desk, sys.stdin, "standard input")
    else:
        done = run_script(desk, _read(file).split("\n"), file)
    say(f"{number_of(done, 'line')} carried out, everything saved")
    return ExitCode.DONE


def _export(repository: "Repository", desk: "ReviewDesk", file: str) -> int:
    from obelize.workflow.exchange import export_decisions
    from obelize.workflow.publish.files import write_text

    write_text(Path(file), export_decisions(repository, desk, file))
    say(f"decisions written to {file}")
    return ExitCode.DONE


def _import(repository: "Repository", desk: "ReviewDesk", file: str) -> int:
    from obelize.workflow.exchange import import_decisions

    imported = import_decisions(repository, desk, _read(file), file)
    for remark in imported.remarks:
        say(remark)
    edited = f", {imported.decided} read from the edited lines" if imported.decided else ""
    say(f"{number_of(imported.added, 'entry', 'entries')} added, {imported.known} known already{edited}")
    return ExitCode.DONE


def _read(file: str) -> str:
    try:
        # Bytes, so that a carriage return inside a note stays one.
        return Path(file).read_bytes().decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise UnreadableInputError(file, getattr(error, "strerror", None) or str(error)) from error


def _agreement(desk: "ReviewDesk") -> int:
    from obelize.workflow.review_desk.wording import agreement_lines

    print_text("\n".join(agreement_lines(*desk.agreement())))
    return ExitCode.DONE
