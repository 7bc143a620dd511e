"""Identifiers made bare so that they can be compared: `bare_…` and `…_in` read texts, `stated_…` a record's field."""

import re
from urllib.parse import unquote

DOI_IN_TEXT = r"10\.\d{4,9}/(?:[^\s\"<>“”‘’«»|*。，、；：！？\]]|\](?!\()|<[\w:.\-]{1,40}>(?=\d\.\d\.\w\w;))+"
"""Quotation marks, markup and full-width punctuation end it; angle brackets stand only in DOIs made of SICI codes:
10.1002/(SICI)1096-8628(1998)80:5<533::AID-AJMG21>3.0.CO;2-C."""
_DOI = re.compile(DOI_IN_TEXT, re.IGNORECASE)
_WHOLE_DOI = re.compile(r"10\.\d{4,9}/\S+")
"""In a field of its own every character counts: "10.1002/(sici)1097(30)17:15<1661::aid>3.0.co;2-2"."""
_ARXIV = re.compile(
    r"(?:arxiv\s*[:./]\s*|arxiv\.org/(?:abs|pdf|html)/|^)(?:(\d{4}\.\d{4,5})|([a-z-]+)(?:\.[a-z-]{2,9})?(/\d{7}))"
    r"(?:v\d+)?(?!\d)",
    re.IGNORECASE,
)
OLD_ARXIV = (
    r"(?:hep-(?:th|ph|lat|ex)|astro-ph|cond-mat|gr-qc|quant-ph|nucl-(?:th|ex)|math-ph|math|physics|nlin|cs|q-bio|"
    r"alg-geom|q-alg|chao-dyn|solv-int|cmp-lg)(?:\.[A-Z-]{2,9})?/\d{7}(?!\d)"
)
"""An arXiv id of before April 2007, which tells itself by its archive."""
_OLD_ARXIV = re.compile(rf"(?<![\w./-]){OLD_ARXIV}", re.IGNORECASE)
_PMID = re.compile(r"(?:(?<![^\W_])|(?<=pmid))\d{1,9}(?=/?$)", re.IGNORECASE)
_YEAR = re.compile(r"(?<!\d)(1[5-9]\d\d|20\d\d|21\d\d)(?!\d)")
_BEHIND_DOI = re.compile(r"[?#&].*|/(?:full(?:text)?|abstract|e?pdf|html|meta)/?$|\.pdf$", re.IGNORECASE)
"""What a publisher's address goes on with behind the DOI in it."""
_PUBLISHERS_ADDRESS = re.compile(r"https?://(?!(?:dx\.)?doi\.org/)\S*$", re.IGNORECASE)
_ADDRESS = re.compile(r"https?://[^\s<>\"]+")
_ARXIV_DOI = "10.48550/arxiv."
_LONGEST_DOI = 2_000
_LONGEST_ARXIV = 500


def bare_doi(text: str) -> str | None:
    """The DOI in `text` ("https://doi.org/10.1/X", "doi:10.1/x"), bare and in lower case; None where there is none.

    From a publisher's address ("https://www.example.org/doi/10.1/x/full?a=b") only the DOI is taken, and an address is
    percent-decoded.
    """
    text = _decoded(text)
    found = _DOI.search(text)
    if not found:
        return None
    doi = found[0].rstrip(".,;:'")
    if _PUBLISHERS_ADDRESS.search(text, 0, found.start()):
        doi = _BEHIND_DOI.sub("", _BEHIND_DOI.sub("", doi))
    while doi.endswith((")", "]", "}")) and doi.count(doi[-1]) > doi.count({")": "(", "]": "[", "}": "{"}[doi[-1]]):
        doi = doi[:-1].rstrip(".,;:'")
    return doi.lower()


def bare_arxiv(text: str) -> str | None:
    """The arXiv id in `text` (an id, link, "arXiv:2001.08361v2 [cs.LG]", arXiv DOI), bare, without its version.

    An old id goes without its subject class, as in arXiv's own addresses: "math.GT/0309136" is math/0309136.
    """
    found = _ARXIV.search(text.strip())
    return (found[1] or f"{found[2]}{found[3]}").lower() if found else None


def arxiv_in(text: str) -> str | None:
    """The arXiv id that running text names: introduced by "arXiv", or an old one, bare."""
    if "arxiv" in text.lower() and (found := bare_arxiv(text)):
        return found
    old = _OLD_ARXIV.search(text)
    return bare_arxiv(old[0]) if old else None


def arxiv_of_doi(doi: str | None) -> str | None:
    """The arXiv id that an arXiv DOI stands for."""
    return bare_arxiv(doi.removeprefix(_ARXIV_DOI)) if doi and doi.startswith(_ARXIV_DOI) else None


def doi_of_arxiv(arxiv: str) -> str:
    """The DOI that DataCite keeps for an arXiv id."""
    return f"{_ARXIV_DOI}{stated_arxiv(arxiv) or arxiv.lower()}"


def stated_doi(value: object) -> str | None:
    """The DOI in a field that holds nothing else, without resolver or "doi:"; None for what is no text."""
    if not isinstance(value, str) or len(value) >= _LONGEST_DOI:
        return None
    found = _WHOLE_DOI.search(_decoded(value.strip()).lower())
    return found[0] if found else None


def stated_arxiv(value: object) -> str | None:
    """The arXiv id in a field, without archive address, "arXiv:" or version; None for what is no text."""
    return bare_arxiv(value) if isinstance(value, str) and len(value) < _LONGEST_ARXIV else None


def stated_pmid(value: object) -> str | None:
    """A PubMed id: digits, from an id, a link or a number; none from a PubMed Central id ("PMC3456789")."""
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value) if 0 < value < 10**9 else None
    found = _PMID.search(value.strip()[-40:]) if isinstance(value, str) else None
    return found[0] if found else None


def year_in(text: str) -> int | None:
    """The first year between 1500 and 2199 in `text`."""
    found = _YEAR.search(text)
    return int(found[1]) if found else None


def _decoded(text: str) -> str:
    """`text` with the addresses in it percent-decoded."""
    return _ADDRESS.sub(lambda address: unquote(address[0]), text) if "%" in text else text
