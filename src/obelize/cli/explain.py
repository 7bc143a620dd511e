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
    if signal := _signal(wanted):
        print_text(signal)
        return ExitCode.DONE
    complain(f"no finding code or rule is called {wanted!r}")
    return ExitCode.USAGE


def _signal(wanted: str) -> str | None:
    from obelize.appraisal.signals import shipped_rubric

    for rule in shipped_rubric().signals:
        if rule.id == wanted.lower():
            weight = f"weight {rule.weight:g}" if rule.weight else "not rated"
            return (
                f"{rule.id} ({rule.framework}, {weight}): {rule.title}\n\nWhat: {rule.definition}"
                f"\nComputed: {rule.computed}\nUnknown: {rule.unknown}"
            )
    return None
