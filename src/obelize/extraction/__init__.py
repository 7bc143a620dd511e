"""Document → claims, quotations, citations. The only room that knows spaCy."""

from obelize.extraction.anchors import anchor_at, item_id
from obelize.extraction.duplicates import group_duplicates
from obelize.extraction.pipeline import Extractor, extract

__all__ = ["Extractor", "anchor_at", "extract", "group_duplicates", "item_id"]
