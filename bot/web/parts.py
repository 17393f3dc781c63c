"""Parts of files: players ask for a film piece by piece, and some play none otherwise.

Source: RFC 9110, section 14. Of several ranges at once, and of
units that are not bytes, the whole is answered, as it says.
"""

from __future__ import annotations

from collections.abc import Mapping

from aiohttp import web


def part_of(
    data: bytes, request: web.Request, *, content_type: str, headers: Mapping[str, str]
) -> web.Response:
    """What was asked for of ``data``: all of it, a part, or that there is no such part.

    Args:
        headers: with the ETag of the whole.
    """
    told = {**headers, "Accept-Ranges": "bytes"}
    asked = request.headers.get("Range")
    is_same = request.headers.get("If-Range", headers["ETag"]) == headers["ETag"]
    if asked is None or not is_same or "," in asked or not asked.startswith("bytes="):
        return web.Response(body=data, content_type=content_type, headers=told)
    first, end = _bounds(request, len(data))
    if first >= end:
        return web.Response(status=416, headers={**told, "Content-Range": f"bytes */{len(data)}"})
    told["Content-Range"] = f"bytes {first}-{end - 1}/{len(data)}"
    return web.Response(status=206, body=data[first:end], content_type=content_type, headers=told)


def _bounds(request: web.Request, length: int) -> tuple[int, int]:
    """From where to before where; nothing, where it makes no sense."""
    try:
        first, end, _ = request.http_range.indices(length)
    except ValueError:
        return 0, 0
    return first, end
