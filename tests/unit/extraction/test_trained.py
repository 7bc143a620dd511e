"""A trained spaCy model adds names; one that is not there is a clear error."""

from pathlib import Path

import pytest
import spacy
from spacy.pipeline import EntityRuler

from obelize.errors import SettingsError
from obelize.extraction import Extractor
from tests.unit.extraction.documents import document_of

TEXT = "Half of all studies that Ada Lovelace read in 1843 were wrong."


def test_its_names_become_cues_of_worthy_claims(tmp_path: Path) -> None:
    model = spacy.blank("en")
    ruler = model.add_pipe("entity_ruler")
    assert isinstance(ruler, EntityRuler)
    ruler.add_patterns([{"label": "PERSON", "pattern": "Ada Lovelace"}])
    model.to_disk(tmp_path / "model")
    document = document_of(TEXT, "Thank you.")
    claim, thanks = Extractor(spacy_model=str(tmp_path / "model")).extract(document).claims
    (cue,) = (cue for cue in claim.cues if cue.rule == "model.entity")
    assert document.text[cue.start_char : cue.end_char] == cue.text == "Ada Lovelace"
    assert not any(cue.rule == "model.entity" for cue in thanks.cues)


def test_one_that_is_not_installed_is_said_so() -> None:
    with pytest.raises(SettingsError, match="'xx_no_such_model' can't be loaded"):
        Extractor(spacy_model="xx_no_such_model")
