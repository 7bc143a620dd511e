"""A trained spaCy model, where the settings name one: the names that it recognises become cues."""

from collections.abc import Iterator

import spacy

from obelize.domain.claim import Claim, Cue
from obelize.errors import SettingsError

ENTITY = "model.entity"
_NOT_NEEDED = ["tagger", "parser", "senter", "attribute_ruler", "lemmatizer", "morphologizer", "textcat"]


class TrainedModel:
    """A spaCy model with named entities. `SettingsError` where it isn't installed or can't be loaded."""

    def __init__(self, name: str) -> None:
        try:
            self._nlp = spacy.load(name, exclude=_NOT_NEEDED)
        except (OSError, ValueError, ImportError) as error:
            reason = str(error).partition("\n")[0]
            raise SettingsError(f"spacy_model: {name!r} can't be loaded: {reason}") from error

    def entity_cues(self, claim: Claim) -> Iterator[Cue]:
        """The names in a claim, as cues without weight."""
        for entity in self._nlp(claim.anchor.quote).ents:
            first = claim.start_char + entity.start_char
            yield Cue(ENTITY, entity.text, first, first + len(entity.text))
