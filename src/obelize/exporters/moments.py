"""Moments of a recording as people write them, and links that lead to the second."""

import re
from urllib.parse import parse_qsl, quote, urlencode, urlsplit, urlunsplit

from obelize.domain.document import Source

_YOUTUBE = re.compile(r"(?:www\.|m\.|music\.)?youtube(?:-nocookie)?\.com|youtu\.be")
_VIDEO_ID = re.compile(r"[A-Za-z0-9_-]{11}")
_MEDIA_FILE = re.compile(r"\.(?:mp3|mp4|m4a|m4v|ogg|oga|ogv|opus|wav|webm|flac|mov)$", re.IGNORECASE)
_URL_SAFE = "/:?#[]@!$&'()*+,;=%-._~"


def clock(seconds: float) -> str:
    """`seconds` as "00:35" or "1:02:03", cut to whole seconds."""
    whole = max(0, int(seconds))
    hours, rest = divmod(whole, 3600)
    minutes, secs = divmod(rest, 60)
    return f"{hours}:{minutes:02}:{secs:02}" if hours else f"{minutes:02}:{secs:02}"


def web_address(url: str | None) -> str | None:
    """`url` if it is an http(s) address with a host, its odd characters percent-encoded; else None."""
    if not url:
        return None
    try:
        parts = urlsplit(url.strip())
        host = parts.hostname
    except ValueError:
        return None
    if parts.scheme.lower() not in ("http", "https") or not host:
        return None
    return quote(urlunsplit(parts), safe=_URL_SAFE).replace("(", "%28").replace(")", "%29").replace("'", "%27")


def recording_address(source: Source) -> str | None:
    """The recording's web address: the one stated, else YouTube's for a media id of its shape."""
    if address := web_address(source.url):
        return address
    if source.media_id and _VIDEO_ID.fullmatch(source.media_id):
        return f"https://www.youtube.com/watch?v={source.media_id}"
    return None


def moment_address(source: Source, seconds: float | None) -> str | None:
    """A link to the second: YouTube's `t`, Vimeo's and media files' `#t=`; None where no way is known."""
    address = recording_address(source)
    if address is None or seconds is None:
        return None
    parts = urlsplit(address)
    host = (parts.hostname or "").lower()
    second = max(0, int(seconds))
    if _YOUTUBE.fullmatch(host):
        kept = [(key, value) for key, value in parse_qsl(parts.query) if key not in ("t", "start")]
        return urlunsplit(parts._replace(query=urlencode([*kept, ("t", f"{second}s")]), fragment=""))
    if host in ("vimeo.com", "www.vimeo.com", "player.vimeo.com"):
        return urlunsplit(parts._replace(fragment=f"t={second}s"))
    if _MEDIA_FILE.search(parts.path):
        return urlunsplit(parts._replace(fragment=f"t={second}"))
    return None
