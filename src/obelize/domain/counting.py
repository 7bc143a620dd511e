"""Numbers with the words that go with them."""


def number_of(number: int, noun: str, plural: str | None = None) -> str:
    """The number with its noun: "1 claim", "2 claims", "1,200 entries"."""
    return f"{number:,} {noun if number == 1 else plural or f'{noun}s'}"
