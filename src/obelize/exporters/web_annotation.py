"""The items as W3C Web Annotations: each on its words and its stretch of the recording."""

import json

from obelize.domain.annotation import Annotation, ItemState, Report
from obelize.domain.claim import Citation, Item, ItemKind, Quotation
from obelize.domain.document import DocumentKind
from obelize.exporters.moments import recording_address
from obelize.exporters.protocol import Exporter, json_array
from obelize.exporters.records import ItemRecord, item_records, last_decided
from obelize.exporters.wording import decided

_CONTEXT = "http://www.w3.org/ns/anno.jsonld"


def to_web_annotation(report: Report) -> str:
    """An AnnotationPage, one annotation an item, in the Web Annotation Data Model.

    The target is the recording's address where one is known, else a URN of the document. A machine's check is
    tagged, a reviewer's verdict is assessed: the purposes keep them apart.
    """
    both = (report.annotation, *([report.paired] if report.paired else []))
    documents = {each.document.id: each for each in both}
    items = {item.id: item for each in both for item in _items(each)}
    page = {
        "@context": _CONTEXT,
        "id": f"urn:obelize:report:{report.annotation.document.id}",
        "type": "AnnotationPage",
        "items": [
            _annotation(report, record, items[record.id], documents[record.document_id])
            for record in item_records(report)
        ],
    }
    return json.dumps(page, ensure_ascii=False, indent=1).replace("<", "\\u003c") + "\n"


def _items(annotation: Annotation) -> tuple[Item, ...]:
    found = annotation.extraction
    return (*found.claims, *found.quotations, *found.citations)


def _annotation(report: Report, record: ItemRecord, item: Item, where: Annotation) -> dict[str, object]:
    state = report.states.get(record.id, ItemState())
    bodies: list[dict[str, object]] = []
    if state.verdict is not None:
        bodies.append(_body("assessing", decided(state)))
    bodies += [_body("commenting", note) for note in state.notes]
    bodies.append(_body("tagging", record.type if record.machine is None else f"{record.type}: {record.machine}"))
    when = last_decided(report, record.id)
    creators = [{"type": "Person", "name": name} for name in record.reviewers]
    return {
        "id": f"urn:obelize:item:{record.document_id}:{record.id}",
        "type": "Annotation",
        "motivation": "assessing" if state.verdict else "tagging",
        **({"created": f"{when:%Y-%m-%dT%H:%M:%SZ}"} if when else {}),
        **({"creator": creators} if creators else {}),
        "body": bodies,
        "target": _target(item, record, where),
    }


def _target(item: Item, record: ItemRecord, where: Annotation) -> dict[str, object]:
    document = where.document
    quote: dict[str, object] = {"type": "TextQuoteSelector", "exact": item.anchor.quote}
    if item.anchor.prefix:
        quote["prefix"] = item.anchor.prefix
    if item.anchor.suffix:
        quote["suffix"] = item.anchor.suffix
    position = {"type": "TextPositionSelector", "start": item.start_char, "end": item.end_char}
    selectors: list[dict[str, object]] = [quote, position]
    spoken = document.kind is DocumentKind.TRANSCRIPT and not isinstance(item, Citation | Quotation)
    if spoken and record.start is not None:
        end = f",{record.end:g}" if record.end is not None and record.end > record.start else ""
        selectors.append(
            {
                "type": "FragmentSelector",
                "conformsTo": "http://www.w3.org/TR/media-frags/",
                "value": f"t={record.start:g}{end}",
            }
        )
    source = recording_address(document.source) or f"urn:obelize:document:{document.id}"
    return {"source": source, "selector": selectors}


def _body(purpose: str, value: str | ItemKind) -> dict[str, object]:
    return {"type": "TextualBody", "purpose": purpose, "value": str(value), "format": "text/plain"}


WEB_ANNOTATION = Exporter(".annotations.jsonld", "all items as W3C Web Annotations", to_web_annotation, join=json_array)
