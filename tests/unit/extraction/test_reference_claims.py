"""A sentence that is a reference and no more asserts nothing."""

from pathlib import Path

import pytest

from obelize.domain.claim import CitationForm
from obelize.extraction import extract
from obelize.readers import read_document

REFERENCES = (
    "- Attention Is All You Need (Vaswani et al., 2017)",
    "- Generative Adversarial Nets — Goodfellow et al., NIPS 2014",
    "- Bender, E. M., Gebru, T., McMillan-Major, A., & Shmitchell, S. (2021). On the Dangers of Parrots. FAccT.",
)
CLAIMS = (
    "- Attention Is All You Need (Vaswani et al., 2017) cut training time by 75 percent on eight GPUs.",
    "- In 2017, Vaswani et al. reported that training took 3.5 days on eight GPUs.",
)


def _worthy(line: str, folder: Path) -> tuple[list[str], list[CitationForm]]:
    file = folder / "summary.md"
    file.write_text(f"# Summary\n\nThe talk is about training costs.\n\n## Papers\n\n{line}\n")
    extraction = extract(read_document(file))
    worthy = [claim.text for claim in extraction.claims if claim.check_worthy]
    return worthy, [citation.form for citation in extraction.citations]


@pytest.mark.parametrize("line", REFERENCES)
def test_a_reference_is_no_claim(line: str, tmp_path: Path) -> None:
    worthy, forms = _worthy(line, tmp_path)
    assert (worthy, forms) == ([], [CitationForm.REFERENCE])


@pytest.mark.parametrize("line", CLAIMS)
def test_what_is_said_of_a_work_is_a_claim(line: str, tmp_path: Path) -> None:
    worthy, forms = _worthy(line, tmp_path)
    assert worthy == [line.removeprefix("- ")]
    assert len(forms) == 1
