"""Our own scripts and styles, served beside the pages with an ETag."""

from __future__ import annotations

import hashlib
from importlib.resources import files
from pathlib import Path

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

PATH = "/workbench/assets"
_KINDS = {
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".svg": "image/svg+xml",
}


def asset_routes() -> list[BaseRoute]:
    """The route of the assets; only kinds that a page needs, only from our own folder."""
    return [Route(f"{PATH}/{{path:path}}", _asset, methods=["GET"])]


def _asset(request: Request) -> Response:
    root = Path(str(files("workbench.app").joinpath("assets"))).resolve()
    path = (root / request.path_params["path"]).resolve()
    kind = _KINDS.get(path.suffix)
    if kind is None or root not in path.parents or not path.is_file():
        return JSONResponse({"error": "no such file"}, status_code=404)
    data = path.read_bytes()
    etag = f'"{hashlib.sha256(data).hexdigest()[:16]}"'
    headers = {"etag": etag, "cache-control": "no-cache"}
    if request.headers.get("if-none-match") == etag:
        return Response(status_code=304, headers=headers)
    return Response(data, headers={**headers, "content-type": kind})
