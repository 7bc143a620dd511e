"""The documentation page of all finding codes: `python -m obelize.rulebook.page > docs/findings.md`."""

import sys

from obelize.rulebook.book import Rulebook, shipped_rulebook

_FAMILIES = {
    "CIT": "Citations",
    "QUO": "Quotations",
    "GRD": "Grounding of a summary in its transcript",
    "NUM": "Numbers",
    "LAN": "Language",
    "SRC": "Source",
    "TRN": "Reading",
}


def findings_page(book: Rulebook) -> str:
    """A Markdown page with every code of the rulebook, by family, in the order of the codes."""
    parts = [
        "# Findings",
        (
            "Generated from `rules/findings/`. `obelize explain CODE` shows the same in the terminal. "
            "A *note* never changes a verdict, a *warning* asks to be looked at, an *error* is sure."
        ),
    ]
    for family, title in _FAMILIES.items():
        codes = [book.codes[code] for code in sorted(book.codes) if code.startswith(family)]
        if codes:
            parts.append(f"## {family}: {title}")
        for code in codes:
            examples = "\n".join(f"- {example}" for example in code.examples)
            parts.append(
                f"### {code.code} {code.title} ({code.severity})\n\n{code.what}\n\n*Why:* {code.why}\n\n"
                f"*What to do:* {code.fix}\n\nExamples:\n\n{examples}"
            )
    return "\n\n".join(parts) + "\n"


if __name__ == "__main__":
    sys.stdout.write(findings_page(shipped_rulebook()))
