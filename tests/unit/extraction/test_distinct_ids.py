"""No two items of a document share an id, whatever recurs in it."""

from obelize.domain.claim import Item
from obelize.extraction import Extractor
from obelize.readers import read_bytes


def ids_of(text: str, name: str) -> list[str]:
    found = Extractor().extract(read_bytes(text.encode(), name))
    items: tuple[Item, ...] = (*found.claims, *found.quotations, *found.citations)
    return [item.id for item in items]


def test_a_sentence_that_is_claim_and_quotation_has_two_ids() -> None:
    ids = ids_of('# T\n\n> "Rates fell below 80 percent in 2019." — Ada Moreno\n\n- Rates fell.\n', "a.summary.md")
    assert len(ids) > 1
    assert len(set(ids)) == len(ids)


def test_lines_that_recur_have_ids_of_their_own() -> None:
    ids = ids_of("The rate fell by 5 percent in 2019.\n\n" * 60, "a.txt")
    assert len(ids) > 1
    assert len(set(ids)) == len(ids)
