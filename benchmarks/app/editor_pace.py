"""How fast the editor is in Chromium on a document of 10,000 rows.

``python -m benchmarks.app.editor_pace`` prints the time until the page can be typed in, and
the time from Ctrl+Enter to the next row painted with the caret in its box.
"""

from __future__ import annotations

import argparse
import getpass
import json
import os
import shutil
import statistics
import tempfile
import time
from pathlib import Path
from typing import Any
from urllib.parse import quote

from tests.browser.sample import add_sample
from tests.browser.serving import Server
from workbench.review.workspace import Workspace

# From the key press to the frame after the one in which the next box has the focus.
_WATCH = """() => {
  window.paces = []
  const root = () => [...document.querySelectorAll("*")]
    .find((one) => one.shadowRoot?.querySelector(".editor")).shadowRoot
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !event.ctrlKey) return
    const start = event.timeStamp
    const before = root().activeElement
    const look = () => {
      const now = root().activeElement
      if (now === before || !now?.matches("textarea.box")) return requestAnimationFrame(look)
      return requestAnimationFrame(() => setTimeout(() => {
        window.paces.push(performance.now() - start)
      }))
    }
    look()
  }, true)
}"""


def main() -> None:
    """Make the document, serve it, and time a reviewer who confirms row after row."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=10_000)
    parser.add_argument("--confirm", type=int, default=200)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        server = Server(Path(name))
        workspace = Workspace.open(server.database, folder=server.folder)
        document = add_sample(workspace, options.rows)
        workspace.close()
        server.start()
        try:
            _measure(f"{server.url}/editor?document={document}", options.confirm)
        finally:
            server.kill()


def _measure(url: str, count: int) -> None:
    from playwright.sync_api import sync_playwright

    path = shutil.which("chromium")
    if path is None:
        raise SystemExit("Chromium is not installed (on Debian: apt-get install chromium)")
    with sync_playwright() as playwright:
        arguments = [] if os.geteuid() else ["--no-sandbox"]
        browser = playwright.chromium.launch(executable_path=path, args=arguments)
        context = browser.new_context(viewport={"width": 1440, "height": 900})
        key = json.dumps(f"workbench/tour/{quote(getpass.getuser(), safe='')}")
        context.add_init_script(f"localStorage.setItem({key}, 'true')")
        for label in ("first visit", "next visit"):
            page = context.new_page()
            print(f"usable, {label}: {_opened(page, url):.2f} s")
        _confirm(page, count)
        browser.close()


def _opened(page: Any, url: str) -> float:
    start = time.perf_counter()
    page.goto(url)
    page.locator(".editor textarea.box:focus").wait_for()
    return time.perf_counter() - start


def _confirm(page: Any, count: int) -> None:
    page.evaluate(_WATCH)
    for number in range(count):
        page.keyboard.type(" ok")
        page.keyboard.press("Control+Enter")
        page.wait_for_function("(count) => window.paces.length > count", arg=number)
    paces = page.evaluate("window.paces")
    p95 = statistics.quantiles(paces, n=20)[-1]
    print(
        f"confirm and next, {count} rows: median {statistics.median(paces):.0f} ms, "
        f"95th percentile {p95:.0f} ms, most {max(paces):.0f} ms"
    )


if __name__ == "__main__":
    main()
