"""The reviewed claims as schema.org ClaimReview: what fact-check search engines read."""

import json

from obelize.domain.annotation import Report
from obelize.domain.claim import ItemKind
from obelize.domain.document import Document
from obelize.domain.review import Verdict
from obelize.errors import ExportError
from obelize.exporters.contents import main_speaker
from obelize.exporters.moments import recording_address, web_address
from obelize.exporters.protocol import Exporter, json_array
from obelize.exporters.records import ItemRecord, item_records, last_decided, recorded_document

_LONGEST_CLAIM = 75
_SCALE = {"bestRating": 5, "worstRating": 1}
_RATINGS: dict[Verdict, dict[str, object]] = {
    Verdict.VERIFIED: {"alternateName": "Verified", "ratingValue": 5, **_SCALE},
    Verdict.REFUTED: {"alternateName": "Refuted", "ratingValue": 1, **_SCALE},
    Verdict.UNVERIFIED: {"alternateName": "Unverified"},
}


def to_claim_review(report: Report) -> str:
    """JSON-LD with one ClaimReview for every claim that a reviewer decided and nobody disputes.

    `ExportError` where the report has no web address: a review must say where it is published, and only the user
    knows. No text can end the `<script>` element that holds it. "Unverified" has no value on the scale from refuted (1)
    to verified (5).
    """
    page = web_address(report.address)
    if page is None:
        raise ExportError("ClaimReview needs the web address where the report is published: give --url https://…")
    decided = [
        record
        for record in item_records(report)
        if record.type is ItemKind.CLAIM and record.verdict in _RATINGS and not record.disputed
    ]
    recording = recorded_document(report)
    graph = [_review(report, record, recording, page) for record in decided]
    return (
        json.dumps({"@context": "https://schema.org", "@graph": graph}, ensure_ascii=False, indent=1).replace(
            "<", "\\u003c"
        )
        + "\n"
    )


def _review(report: Report, record: ItemRecord, document: Document, page: str) -> dict[str, object]:
    when = last_decided(report, record.id)
    recording = document.source
    speaker = record.speaker or main_speaker(document)
    seen_at = record.address or recording_address(recording)
    claim: dict[str, object | None] = {
        "@type": "Claim",
        "author": {"@type": "Person", "name": speaker} if speaker else None,
        "datePublished": recording.date,
        "appearance": {"@type": "CreativeWork", "url": seen_at} if seen_at else None,
    }
    rating = {"@type": "Rating", **_RATINGS[record.verdict]} if record.verdict else None
    review: dict[str, object | None] = {
        "@type": "ClaimReview",
        "url": f"{page}#item-{record.id}",
        "claimReviewed": _cut(record.edited_text or record.text),
        "datePublished": f"{when:%Y-%m-%d}" if when else None,
        "author": [{"@type": "Person", "name": name} for name in record.reviewers] or None,
        "reviewRating": rating,
        "reviewBody": "; ".join(record.notes) or None,
        "itemReviewed": {key: value for key, value in claim.items() if value is not None},
    }
    return {key: value for key, value in review.items() if value is not None}


def _cut(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST_CLAIM else line[: _LONGEST_CLAIM - 1].rstrip() + "…"


CLAIM_REVIEW = Exporter(
    ".claimreview.jsonld", "reviewed claims as schema.org ClaimReview", to_claim_review, join=json_array
)
