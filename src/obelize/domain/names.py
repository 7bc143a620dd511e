"""Names of authors taken apart."""

from obelize.domain.literature import Author


def person(name: str) -> Author:
    """An author from one string: "Family, Given", "Given von Family", or an organisation of one word."""
    name = name.strip()
    if "," in name:
        parts = [part.strip() for part in name.split(",")]
        # BibTeX's "von Last, Jr, First"
        return Author(parts[0], parts[-1]) if len(parts) < 3 else Author(f"{parts[0]} {parts[1]}", parts[2])
    words = name.split()
    if len(words) < 2:
        return Author(name)
    start = next((i for i, word in enumerate(words[:-1]) if i > 0 and word[0].islower()), len(words) - 1)
    if start == len(words) - 1 and words[-1].rstrip(".").lower() in {"jr", "sr", "ii", "iii", "iv"} and len(words) > 2:
        start -= 1
    return Author(" ".join(words[start:]), " ".join(words[:start]))
