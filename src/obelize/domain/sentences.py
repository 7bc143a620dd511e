"""The sentences of written prose such as abstracts."""

import re

_END = re.compile(
    r"(?<=[.!?])(?<!\b[A-Z]\.)(?<!\bal\.)(?<!\bvs\.)(?<!\be\.g\.)(?<!\bi\.e\.)(?<!\bFig\.)\s+(?=[A-Z0-9(\"'])"
)


def sentences(text: str) -> list[str]:
    """The sentences of `text`, split after end marks that are followed by a capital or a digit."""
    return [sentence for part in _END.split(text) if (sentence := part.strip())]
