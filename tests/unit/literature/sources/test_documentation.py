"""docs/sources.md says of every source what the program does."""

from pathlib import Path

import pytest

from obelize.literature.sources.opening import our_sources, source_class

PAGE = (Path(__file__).parents[4] / "docs" / "sources.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", our_sources())
def test_the_page_and_the_source_agree(name: str) -> None:
    source = source_class(name)
    row = next(line for line in PAGE.splitlines() if line.startswith(f"| `{name}` |"))
    asked_by, sent = row.split("|")[2:4]
    for field, word in {"doi": "DOI", "arxiv": "arXiv id", "pmid": "PMID", "title": "title", "text": "text"}.items():
        assert (word in asked_by) is bool(source.batches.of(field)), field
    for size in {source.batches.of(field) for field in ("doi", "arxiv", "pmid")} - {0, 1}:
        assert f"({size}" in asked_by
    assert ("key" in sent) is bool(source.manners.key_setting)
    assert (f"`{source.manners.key_setting}`" in PAGE) or not source.manners.key_setting
    assert ("(needed)" in sent) is (source.manners.contact_needed or source.manners.key_needed)
