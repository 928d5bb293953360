"""``workbench models get`` over HTTP: the real hub client against a hub on this machine."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest

from workbench.translation import open_model

NAME = "some-lab/marian-ru-en"
COMMITS = {"main": "1" * 40, "refs/pr/2": "2" * 40}
OLD_FORM = "pytorch_model.bin"


class Handler(BaseHTTPRequestHandler):
    """The three calls of the hub that fetching needs, over the embedded model's files."""

    def do_GET(self) -> None:
        self._answer(body=True)

    def do_HEAD(self) -> None:
        self._answer(body=False)

    def log_message(self, format: str, *arguments: Any) -> None:
        pass

    def _answer(self, *, body: bool) -> None:
        path = unquote(urlsplit(self.path).path)
        api, files = f"/api/models/{NAME}/", f"/{NAME}/resolve/"
        if path == f"{api}refs":
            ref = {"name": "2", "ref": "refs/pr/2", "targetCommit": COMMITS["refs/pr/2"]}
            self._json({"branches": [], "tags": [], "converts": [], "pullRequests": [ref]})
        elif path.startswith(f"{api}revision/"):
            revision = path.removeprefix(f"{api}revision/")
            siblings = [
                {"rfilename": name, "size": file.stat().st_size}
                for name, file in self._files(revision).items()
            ]
            licence = {"license": "cc-by-4.0"}
            data = {"id": NAME, "sha": COMMITS[revision], "siblings": siblings}
            self._json(data | {"cardData": licence, "modelId": NAME})
        elif path.startswith(files):
            commit, name = path.removeprefix(files).split("/", 1)
            revision = next(key for key, value in COMMITS.items() if value == commit)
            self._file(self._files(revision)[name], commit, body=body)
        else:
            self.send_error(404)

    def _files(self, revision: str) -> dict[str, Path]:
        found = {file.name: file for file in open_model().path.iterdir() if file.is_file()}
        if revision == "main":
            found[OLD_FORM] = found.pop("model.safetensors")
        return found

    def _json(self, data: dict[str, Any]) -> None:
        text = json.dumps(data).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text)

    def _file(self, file: Path, commit: str, *, body: bool) -> None:
        data = file.read_bytes()
        self.send_response(200)
        self.send_header("ETag", f'"{hashlib.sha256(data).hexdigest()}"')
        self.send_header("X-Repo-Commit", commit)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        if body:
            self.wfile.write(data)


@pytest.fixture
def hub() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def get(home: Path, endpoint: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    settings = {"HF_ENDPOINT": endpoint, "HF_HOME": str(home / "hf"), "XDG_DATA_HOME": str(home)}
    environment = {
        key: value for key, value in os.environ.items() if key.lower() not in ("http_proxy",)
    }
    command = [sys.executable, "-m", "workbench", "models", "get", NAME, *arguments]
    return subprocess.run(
        command,
        env=environment | settings | {"NO_PROXY": "127.0.0.1"},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def test_safetensors_of_a_pull_request_are_fetched_and_open(hub: str, tmp_path: Path) -> None:
    result = get(tmp_path, hub, "--yes")
    assert result.returncode == 0, result.stderr
    assert "licence cc-by-4.0" in result.stdout
    assert "refs/pr/2" in result.stdout
    fetched = tmp_path / "workbench" / "models" / NAME.replace("/", "--")
    assert open_model(fetched).revision == open_model().revision
    assert not (fetched / OLD_FORM).exists()


def test_a_revision_that_is_named_is_taken_as_it_is(hub: str, tmp_path: Path) -> None:
    result = get(tmp_path, hub, "--yes", "--revision", "main")
    assert result.returncode == 2
    assert "lacks model.safetensors" in result.stderr
    assert "Traceback" not in result.stderr


def test_a_network_that_does_not_answer_is_said(tmp_path: Path) -> None:
    result = get(tmp_path, "http://127.0.0.1:9", "--yes")
    assert result.returncode == 2
    assert "cannot be reached on the hub" in result.stderr
