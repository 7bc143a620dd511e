"""Zotero's own JSON, which has other names for what CSL-JSON says."""

from collections.abc import Mapping
from typing import Any

_TYPES = {
    "journalArticle": "article-journal", "conferencePaper": "paper-conference", "preprint": "article", "book": "book",
    "bookSection": "chapter", "thesis": "thesis", "report": "report", "webpage": "webpage", "dataset": "dataset",
    "computerProgram": "software", "patent": "patent", "standard": "standard", "manuscript": "manuscript",
    "magazineArticle": "article-magazine", "newspaperArticle": "article-newspaper", "blogPost": "post-weblog",
}  # fmt: skip
_FIELDS = {
    "key": "id", "date": "issued", "publicationTitle": "container-title", "proceedingsTitle": "container-title",
    "bookTitle": "container-title", "pages": "page", "url": "URL", "abstractNote": "abstract", "extra": "note",
}  # fmt: skip


def is_zotero(item: Mapping[str, Any]) -> bool:
    """Whether the item is one of Zotero's."""
    return "creators" in item or "itemType" in item


def csl_from_zotero(item: Mapping[str, Any]) -> dict[str, Any]:
    """The item in the words of CSL-JSON."""
    data = item.get("data") if isinstance(item.get("data"), dict) else item
    csl = dict(data or item)
    for name, csl_name in _FIELDS.items():
        if csl.get(name) and not csl.get(csl_name):
            csl[csl_name] = csl[name]
    kind = csl.get("itemType")
    csl["type"] = _TYPES.get(kind) if isinstance(kind, str) else None
    if "creators" in csl and not csl.get("author"):
        csl["author"] = _authors(csl["creators"])
    return csl


def _authors(creators: object) -> object:
    """The authors among the creators, all of them where none is called so; what is no list as it is."""
    if not isinstance(creators, list):
        return creators
    authors = [each for each in creators if isinstance(each, dict) and each.get("creatorType", "author") == "author"]
    return [_named(each) if isinstance(each, dict) else each for each in authors or creators]


def _named(creator: Mapping[str, Any]) -> dict[str, Any]:
    if creator.get("name"):
        return {"literal": creator["name"]}
    return {"family": creator.get("lastName"), "given": creator.get("firstName")}
