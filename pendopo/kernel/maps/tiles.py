"""Answer a request for a vector tile: from memory when the version is the same, compressed, or 304."""

from __future__ import annotations

import gzip
import hashlib
import threading
from collections import OrderedDict
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseNotModified

from pendopo.kernel.errors import NotFound
from pendopo.kernel.maps.quadkey import Tile

CONTENT_TYPE = "application/vnd.mapbox-vector-tile"
MAX_AGE_SECONDS = 60
KEPT_TILES = 512
"""Compressed tiles a process keeps (a full one is some 50 KB)."""

Key = tuple[str, str, Tile]


class _Kept:
    """The last ``KEPT_TILES`` compressed tiles of this process, the longest unused go first."""

    def __init__(self) -> None:
        self._tiles: OrderedDict[Key, bytes] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: Key) -> bytes | None:
        with self._lock:
            if key in self._tiles:
                self._tiles.move_to_end(key)
            return self._tiles.get(key)

    def put(self, key: Key, body: bytes) -> None:
        with self._lock:
            self._tiles[key] = body
            while len(self._tiles) > KEPT_TILES:
                self._tiles.popitem(last=False)


_kept = _Kept()


def tile_response(
    request: HttpRequest,
    *,
    tile: Tile,
    layer: str,
    version: str,
    encode: Callable[[], bytes],
) -> HttpResponse:
    """The tile of ``layer`` in ``version``; ``encode`` runs only when neither browser nor process has it.

    ``layer`` and ``version`` together must differ wherever the bytes may differ: put what the actor may see
    into one of them. Empty tiles answer 204. Raises ``NotFound`` for an address outside the pyramid.
    """
    if not tile.is_valid:
        raise NotFound
    etag = _etag(layer, version, tile)
    if etag in request.headers.get("If-None-Match", ""):
        return _with_headers(HttpResponseNotModified(), etag)
    key = (layer, version, tile)
    body = _kept.get(key)
    if body is None:
        plain = encode()
        body = gzip.compress(plain, compresslevel=1, mtime=0) if plain else b""
        _kept.put(key, body)
    return _with_headers(_body_response(request, body), etag)


def _body_response(request: HttpRequest, body: bytes) -> HttpResponse:
    if not body:
        return HttpResponse(status=204)
    if "gzip" in request.headers.get("Accept-Encoding", ""):
        return HttpResponse(body, content_type=CONTENT_TYPE, headers={"Content-Encoding": "gzip"})
    return HttpResponse(gzip.decompress(body), content_type=CONTENT_TYPE)


def _with_headers(response: HttpResponse, etag: str) -> HttpResponse:
    response["ETag"] = etag
    response["Cache-Control"] = f"private, max-age={MAX_AGE_SECONDS}"
    response["Vary"] = "Accept-Encoding, Cookie"
    return response


def _etag(layer: str, version: str, tile: Tile) -> str:
    digest = hashlib.sha256(f"{layer}\0{version}\0{tile}".encode()).hexdigest()
    return f'W/"{digest[:20]}"'
