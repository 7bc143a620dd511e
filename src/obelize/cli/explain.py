"""`obelize explain CODE`: what a finding code, a cue, a kind of claim or a signal means, from the rulebook."""

import argparse
import difflib
from typing import TYPE_CHECKING

from obelize.cli.exit_codes import ExitCode
from obelize.cli.output import complain, print_text

if TYPE_CHECKING:
    from obelize.rulebook import Rulebook


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.add_argument(
        "code", metavar="CODE", help="a finding code (CIT003), a cue or signal by its id, a kind of claim or a modality"
    )


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
    if text := _rule(book, wanted.lower()) or _word(book, wanted.lower()):
        print_text(text)
        return ExitCode.DONE
    near = difflib.get_close_matches(wanted.lower(), _names(book), n=3, cutoff=0.5)
    hint = f"; the nearest: {', '.join(near)}" if near else ""
    complain(f"no finding code, rule, kind or signal is called {wanted!r}{hint}")
    return ExitCode.USAGE


def _rule(book: "Rulebook", wanted: str) -> str | None:
    """A rule of a cue pack with its examples."""
    for pack, rules in book.packs.items():
        for rule in rules:
            if rule.id == wanted:
                settings = "".join(
                    f"\n{name.capitalize()}: {', '.join(value) if isinstance(value, list) else value}"
                    for name, value in rule.settings.items()
                )
                phrases = f"\nPhrases: {', '.join(rule.phrases)}" if rule.phrases else ""
                pattern = f"\nPattern: {rule.pattern.pattern}" if rule.pattern else ""
                examples = "".join(f"\n  + {text}" for text in rule.match) + "".join(
                    f"\n  - {text}" for text in rule.skip
                )
                return (
                    f"{rule.id} (cue, pack {pack})\n\nWhy: {rule.why}{settings}{phrases}{pattern}"
                    f"\nMatches (+) and skips (-):{examples}"
                )
    return None


def _word(book: "Rulebook", wanted: str) -> str | None:
    """A kind of claim, a modality, or a cue of the network."""
    for section, entries in book.tables["kinds"].items():
        if isinstance(entries, dict) and wanted in entries:
            return f"{wanted} ({section})\n\n{entries[wanted]}"
    return None


def _names(book: "Rulebook") -> list[str]:
    sections = [entries for entries in book.tables["kinds"].values() if isinstance(entries, dict)]
    rules = (rule.id for rules in book.packs.values() for rule in rules)
    codes = (code.lower() for code in book.codes)
    return [*rules, *codes, *(name for entries in sections for name in entries)]


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
