"""Numbers with the words that go with them."""


def number_of(number: int, noun: str, plural: str | None = None) -> str:
    """The number with its noun: "1 claim", "2 claims", "1,200 entries"."""
    return f"{number:,} {agreeing(number, noun, plural or f'{noun}s')}"


def agreeing(number: int, one: str, more: str) -> str:
    """The form of a word that goes with `number`."""
    return one if number == 1 else more
