"""`explain` knows cues, kinds and modalities, and names the nearest words on a miss."""

import pytest

from obelize.cli import main


@pytest.mark.parametrize(
    ("word", "shown"),
    [
        ("causal.verb", "Smoking causes cancer."),
        ("quantity", "(kinds)"),
        ("Hedged", "(modality)"),
        ("lan006", "LAN006"),
    ],
)
def test_it_explains(word: str, shown: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", word]) == 0
    assert shown in capsys.readouterr().out


def test_a_miss_names_the_nearest(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", "causal.vreb"]) == 2
    assert "causal.verb" in capsys.readouterr().err
