"""`obelize explain CODE`: what a finding code or a rule means, from the rulebook."""

import argparse

from obelize.cli.exit_codes import ExitCode
from obelize.cli.output import complain, print_text


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.add_argument("code", metavar="CODE", help="a finding code (CIT003) or a rule's id")


def run(arguments: argparse.Namespace) -> int:
    """Print the entry, or the nearest names."""
    from obelize.rulebook import shipped_rulebook

    book = shipped_rulebook()
    wanted = arguments.code
    if code := book.codes.get(wanted.upper()):
        examples = "".join(f"\n  - {example}" for example in code.examples)
        print_text(
            f"{code.code} ({code.severity}): {code.title}\n\nWhat: {code.what}\nWhy: {code.why}\nFix: {code.fix}"
            f"\nExamples:{examples}"
        )
        return ExitCode.DONE
    complain(f"no finding code or rule is called {wanted!r}")
    return ExitCode.USAGE
