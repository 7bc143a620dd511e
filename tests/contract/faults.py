"""Every way in which a source can fail that the suite knows: none of them is an answer."""

import gzip

from tests.contract.loopback import Reply

SIZE_LIMIT = 300_000
"""The size in bytes above which the suite's client refuses an answer."""

HTML = b"<!doctype html><title>Welcome</title><p>Please log in to the network."
FAULTS: dict[str, Reply] = {
    "404 as HTML": Reply(HTML, 404, "text/html"),
    "404 as JSON": Reply(b'{"message": "no route"}', 404),
    "410": Reply(HTML, 410, "text/html"),
    "400": Reply(b"bad", 400, "text/plain"),
    "401": Reply(b"who", 401, "text/plain"),
    "403": Reply(b'{"message": "Forbidden"}', 403),
    "429": Reply(b"slow down", 429, "text/plain"),
    "429 with Retry-After": Reply(b"slow down", 429, "text/plain", {"Retry-After": "2"}),
    "429 for hours": Reply(b"slow down", 429, "text/plain", {"Retry-After": "54000"}),
    "429 budget": Reply(b'{"error": "daily budget spent"}', 429, headers={"X-RateLimit-Remaining": "0"}),
    "500": Reply(b"oops", 500, "text/plain"),
    "503": Reply(HTML, 503, "text/html"),
    "dropped": Reply(drop=True),
    "empty body": Reply(b""),
    "204": Reply(b"", 204),
    "malformed JSON": Reply(b'{"status": "ok", "message": {"items": ['),
    "malformed XML": Reply(b"<?xml version='1.0'?><feed><entry>", content_type="application/xml"),
    "HTML instead": Reply(HTML, content_type="text/html"),
    "HTML called JSON": Reply(HTML, content_type="application/json"),
    "wrong content type": Reply(b"%PDF-1.7", content_type="application/pdf"),
    "rate exceeded with 200": Reply(b"Rate exceeded.", content_type="text/plain"),
    "null": Reply(b"null"),
    "empty object": Reply(b"{}"),
    "empty text": Reply(b'""'),
    "number": Reply(b"0"),
    "deep nesting": Reply(b"[" * 100_000),
    "oversized": Reply(b" " * (SIZE_LIMIT + 1)),
    "oversized when unfolded": Reply(gzip.compress(b" " * 30 * SIZE_LIMIT), headers={"Content-Encoding": "gzip"}),
    "cut-off gzip": Reply(gzip.compress(b"{}" * 3000)[:-9], headers={"Content-Encoding": "gzip"}),
    "unknown encoding": Reply(b"{}", headers={"Content-Encoding": "br"}),
    "redirect to elsewhere": Reply(b"", 302, headers={"Location": "http://example.org/login"}),
    "redirect to a file": Reply(b"", 302, headers={"Location": "file:///etc/passwd"}),
    "redirect to nowhere": Reply(b"", 302),
    "redirect in circles": Reply(b"", 301, headers={"Location": "/works"}),
}
