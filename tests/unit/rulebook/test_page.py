"""The documentation of the finding codes is what the rulebook says."""

from pathlib import Path

from obelize.rulebook import shipped_rulebook
from obelize.rulebook.page import findings_page


def test_the_page_is_current() -> None:
    page = Path(__file__).resolve().parents[3] / "docs" / "findings.md"
    assert page.read_text(encoding="utf-8") == findings_page(shipped_rulebook())
