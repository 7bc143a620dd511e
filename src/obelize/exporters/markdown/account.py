"""The sections that account for the report: assessment, signals, what could not be checked, method, corrections."""

from obelize.domain.credibility import Signal
from obelize.exporters import statements
from obelize.exporters.markdown.escaping import text
from obelize.exporters.markdown.writing import Page, table


def assessment(page: Page) -> list[str]:
    """Credibility, verifiability, biases, quality, confidence: one line each, with their reasons."""
    contents = page.contents
    judged = contents.report.assessment
    lines = [
        f"**Source credibility: {judged.rating}** — {text(statements.why(judged))}",
        f"**Claim verifiability:** {text(statements.verifiability(contents))}",
        f"**Potential biases:** {text(statements.biases(contents))}",
        f"**Quality flags:** {text(statements.flags(contents))}",
        f"**Confidence in synthesis: {judged.confidence}** — {text(judged.confidence_reason)}.",
    ]
    spaced = [part for line in lines for part in (line, "")]
    if judged.sensitivity:
        spaced += ["What would change the rating:", "", *_bullets(judged.sensitivity), ""]
    else:
        spaced += [statements.NO_SINGLE_CHANGE, ""]
    if contents.own_assessment:
        spaced += ["What the summary says of itself (not used here):", "", *_bullets(contents.own_assessment), ""]
    return spaced


def signals(page: Page) -> list[str]:
    """Every signal with its evidence, and the rule that was applied."""
    judged = page.contents.report.assessment
    rows = [
        (text(s.title or s.id), str(s.value), text(s.evidence), text(s.framework), weight(s)) for s in judged.signals
    ]
    lines = [statements.SIGNALS, "", *table(("Signal", "Value", "Evidence", "After", "Weight"), rows), ""]
    return [*lines, f"Rule: {text(judged.rule)}"]


def unchecked(page: Page) -> list[str]:
    """Every question that found no answer, and why."""
    return _bullets(statements.unchecked(page.contents))


def method(page: Page) -> list[str]:
    """What was read, asked and applied, so that the report can be made again."""
    return _bullets(statements.method(page.contents))


def corrections(page: Page) -> list[str]:
    """Verdicts that were changed after they had been given."""
    return _bullets(statements.corrections(page.contents))


def reviewers(page: Page) -> list[str]:
    """Who decided how much, and until when."""
    return _bullets(statements.reviewers(page.contents))


def weight(signal: Signal) -> str:
    """What a signal weighs, or that it doesn't."""
    return "style, not rated" if signal.style else f"{signal.weight:g}" if signal.weight else "not rated"


def _bullets(lines: list[str] | tuple[str, ...]) -> list[str]:
    return [f"- {text(line)}" for line in lines]
