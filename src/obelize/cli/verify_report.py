"""`obelize verify-report BUNDLE`: rebuild a report from its bundle and say whether it is the same."""

import argparse
from pathlib import Path

from obelize.cli.exit_codes import ExitCode
from obelize.cli.output import complain, print_text, say


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.add_argument("bundle", type=Path, metavar="BUNDLE", help="an archive that `obelize report --bundle` wrote")


def run(arguments: argparse.Namespace) -> int:
    """Say "the same" and 0, or what differs and 1."""
    from obelize import __version__
    from obelize.workflow.publish.bundle import verify_bundle

    found = verify_bundle(arguments.bundle)
    for source in found.manifest.inputs:
        say(f"made from {source.get('name', '?')}, SHA-256 {source.get('sha256', '?')}")
    if found.manifest.program_version != __version__:
        say(f"made with obelize {found.manifest.program_version}, rebuilt with {__version__}")
    if found.same:
        print_text("The report in the bundle was rebuilt, byte for byte the same.")
        say("It is the report as generated: what somebody edited in a published copy is not in a bundle.")
        return ExitCode.DONE
    for name in found.damaged:
        complain(f"{arguments.bundle}: {name} does not fit the manifest")
    for line in found.differences:
        print_text(line)
    complain(f"{arguments.bundle}: the report could not be rebuilt as it stands in the bundle")
    return ExitCode.FINDINGS
