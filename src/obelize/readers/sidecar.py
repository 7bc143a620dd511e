"""yt-dlp's `.info.json` beside a file: title, channel, date, URL, chapters. What it doesn't state stays None."""

import re
from collections.abc import Mapping
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

from obelize.domain.document import Chapter, Document, Source
from obelize.errors import UnreadableInputError
from obelize.readers.cue_sheet import finite
from obelize.readers.input_file import InputFile
from obelize.readers.json_data import objects, parse, text_of
from obelize.readers.limits import MAX_SIDECAR_BYTES
from obelize.rulebook import finding

_SUFFIX = ".info.json"
_URL = re.compile(r"https?://[^\s<>\"'()\[\]{}]+[^\s<>\"'()\[\]{}.,;:!?]")
_MAX_LINKS = 200


def with_sidecar(document: Document, path: Path) -> Document:
    """`document` with what the `.info.json` beside `path` states; what the file itself states comes first.

    The side file belongs to a file of the same name, with or without a language ("talk.en.vtt").
    """
    side = _find(path)
    if side is None:
        return document
    try:
        info = parse(InputFile(str(side), b"", side.read_text(encoding="utf-8")))
    except (OSError, UnicodeDecodeError, UnreadableInputError) as error:
        remark = finding("TRN018", f"the side file {side.name} could not be read: {error}")
        return replace(document, findings=(*document.findings, remark))
    if not isinstance(info, dict):
        remark = finding("TRN018", f"the side file {side.name} is no JSON object")
        return replace(document, findings=(*document.findings, remark))
    source = merged(document.source, source_from_info(info, _language(path, side)))
    return replace(document, source=source, chapters=document.chapters or _chapters(info))


def merged(stated: Source, added: Source) -> Source:
    """`stated`, with its gaps filled from `added`."""
    gaps = {f.name: getattr(added, f.name) for f in fields(Source) if getattr(stated, f.name) in (None, ())}
    return replace(stated, **gaps)


def source_from_info(info: Mapping[str, Any], language: str | None = None) -> Source:
    """What yt-dlp's metadata states. A missing field is None, never false or zero."""
    description = info.get("description")
    description = description if isinstance(description, str) and description.strip() else None
    followers, badge = info.get("channel_follower_count"), info.get("channel_is_verified")
    return Source(
        title=text_of(info.get("title")) or None,
        channel=text_of(info.get("channel")) or text_of(info.get("uploader")) or None,
        author=text_of(info.get("uploader")) or text_of(info.get("channel")) or None,
        url=text_of(info.get("webpage_url")) or None,
        media_id=text_of(info.get("id")) or None,
        date=iso_date(info.get("upload_date")),
        duration=finite(info.get("duration")),
        description=description,
        language=text_of(info.get("language")) or None,
        followers=followers if isinstance(followers, int) and not isinstance(followers, bool) else None,
        verified_badge=badge if isinstance(badge, bool) else None,
        captions=_captions(info, language),
        links=links_in(description or ""),
    )


def links_in(text: str) -> tuple[str, ...]:
    """The URLs written out in `text`, each once, in order."""
    return tuple(dict.fromkeys(match[0] for match in _URL.finditer(text)))[:_MAX_LINKS]


def iso_date(value: Any) -> str | None:
    """A date as "2024-12-03", "2024-12" or "2024", from that or from "20241203"; None for anything else."""
    text = str(value) if isinstance(value, int) and not isinstance(value, bool) else text_of(value)
    if match := re.fullmatch(r"(\d{4})(\d{2})(\d{2})", text):
        return "-".join(match.groups())
    match = re.match(r"\d{4}(?:-\d{2}(?:-\d{2})?)?(?!\d)", text)
    return match[0] if match else None


def _captions(info: Mapping[str, Any], language: str | None) -> str | None:
    """Says "manual" or "automatic" by where the metadata lists this language's track; captions by people come first."""
    tracks = (info.get("subtitles"), info.get("automatic_captions"))
    manual, automatic = (isinstance(t, dict) and bool(t) and (language is None or language in t) for t in tracks)
    if language is None and manual and automatic:
        return None
    return "manual" if manual else "automatic" if automatic else None


def _chapters(info: Mapping[str, Any]) -> tuple[Chapter, ...]:
    out = []
    for row in objects(info.get("chapters")):
        start, title = finite(row.get("start_time")), text_of(row.get("title"))
        if start is not None and title:
            out.append(Chapter(title, start, finite(row.get("end_time"))))
    return tuple(out)


def _find(path: Path) -> Path | None:
    stem = path.name
    while "." in stem:
        stem = stem.rpartition(".")[0]
        side = path.with_name(stem + _SUFFIX)
        if stem and side != path and side.is_file() and side.stat().st_size <= MAX_SIDECAR_BYTES:
            return side
    return None


def _language(path: Path, side: Path) -> str | None:
    """The language that the name states: "en" of "talk.en.vtt" beside "talk.info.json"."""
    middle = path.name.removeprefix(side.name.removesuffix(_SUFFIX)).strip(".").split(".")
    return middle[0] if len(middle) > 1 else None
