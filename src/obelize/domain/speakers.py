"""Labels of speakers that name nobody."""

import re

_GENERIC = re.compile(r"(?:unknown|speaker|person|host|guest|voice|s)[ _-]?\d*", re.IGNORECASE)


def names_nobody(label: str) -> bool:
    """Whether a speaker's label is one that a recogniser gives ("Speaker 2", "SPEAKER_00"): no two files share it."""
    return bool(_GENERIC.fullmatch(label.strip()))
