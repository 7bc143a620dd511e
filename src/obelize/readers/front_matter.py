"""YAML front matter: the block between two lines of `---` at the top of a Markdown file."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import yaml

from obelize.domain.document import Source
from obelize.readers.caption_markup import seconds
from obelize.readers.cue_sheet import finite
from obelize.readers.json_data import without_surrogates
from obelize.readers.sidecar import iso_date, links_in

_FENCE = re.compile(r"\A---[ \t]*\n(.*?)(?:^---|^\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_MAX_CHARS = 200_000
_WATCH = re.compile(r"(?:v=|youtu\.be/|/embed/|/shorts/)([\w-]{11})(?![\w-])")


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """`values` are the top-level fields, `body_start` is where the text begins, `problem` why it was not read."""

    values: Mapping[str, Any]
    body_start: int
    problem: str | None = None


class _Loader(yaml.SafeLoader):
    """Plain data only, and no aliases: a few lines of them unfold to gigabytes."""

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        if self.check_event(yaml.events.AliasEvent):
            raise yaml.constructor.ConstructorError(None, None, "aliases are not read", None)
        return super().compose_node(parent, index)


def front_matter(text: str) -> FrontMatter:
    """The front matter of `text`; empty values where there is none or it is damaged."""
    match = _FENCE.match(text)
    if match is None:
        return FrontMatter({}, 0)
    if len(match[1]) > _MAX_CHARS:
        return FrontMatter({}, match.end(), "longer than any front matter")
    try:
        values = yaml.load(match[1], Loader=_Loader)  # noqa: S506 - a SafeLoader
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        return FrontMatter({}, match.end(), str(error).splitlines()[0] if str(error) else "not valid YAML")
    if not isinstance(values, dict):
        return FrontMatter({}, match.end(), None if values is None else "no list of fields")
    return FrontMatter({str(key).lower(): without_surrogates(value) for key, value in values.items()}, match.end())


def source_from(values: Mapping[str, Any]) -> Source:
    """What front matter states about where a document comes from."""
    description = _text(values, "description", strip=False)
    url = _text(values, "youtube_url", "webpage_url", "url", "source_url", "link", "video_url")
    return Source(
        title=_text(values, "title"),
        speaker=_text(values, "speaker", "speakers"),
        channel=_text(values, "channel", "podcast", "show"),
        author=_text(values, "author", "authors", "by"),
        publisher=_text(values, "publisher", "site", "site_name"),
        url=url if url and url.startswith(("http://", "https://")) else None,
        media_id=_text(values, "video_id", "media_id", "youtube_id") or media_id_in(url or ""),
        date=iso_date(_text(values, "publish_date", "published", "date", "upload_date", "created") or ""),
        duration=_duration(values),
        description=description,
        language=_text(values, "language", "lang"),
        links=links_in(description or ""),
    )


def media_id_in(url: str) -> str | None:
    """The id of a YouTube video in its address."""
    match = _WATCH.search(url)
    return match[1] if match and "youtu" in url else None


def summary_of(values: Mapping[str, Any]) -> str | None:
    """What the document says it sums up: a file name, an address or an id."""
    return _text(values, "summary_of", "summarises", "summarizes", "transcript", "transcript_file")


def _text(values: Mapping[str, Any], *names: str, strip: bool = True) -> str | None:
    for name in names:
        value = values.get(name)
        if isinstance(value, list):
            value = ", ".join(str(part) for part in value if isinstance(part, str | int))
        if value is None or isinstance(value, dict | bool):
            continue
        text = str(value)
        if text.strip():
            return text.strip() if strip else text
    return None


def _duration(values: Mapping[str, Any]) -> float | None:
    exact = finite(values.get("duration_seconds"))
    if exact is not None:
        return exact
    stated = values.get("duration")
    return seconds(stated) if isinstance(stated, str) else finite(stated)
