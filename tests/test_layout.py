"""The import arrows of the design: data walks one way through the packages."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import workbench

ROOT = Path(workbench.__file__).parent
BASE = {"errors", "files", "progress", "__init__"}
ALLOWED: dict[str, set[str]] = {
    "errors": set(),
    "files": BASE,
    "progress": BASE,
    "settings": BASE,
    "documents": set(),
    "terminology": set(),
    "exchange": {"documents"},
    "translation": {"documents", "terminology"},
    "alignment": {"documents", "translation", "terminology"},
    "quality": {"documents", "terminology"},
    "review": {"documents", "terminology", "translation", "alignment", "quality", "exchange"},
    "training": {"documents", "translation"},
}
ABOVE_ALL = set(ALLOWED)
ALLOWED["batch"] = ABOVE_ALL - {"training"}
FACES = {"cli", "app", "demo", "__init__", "__main__"}


def modules() -> list[Path]:
    return sorted(ROOT.rglob("*.py"))


def room(path: Path) -> str:
    return path.relative_to(ROOT).with_suffix("").parts[0]


def imported(tree: ast.AST, package: str) -> Iterator[str]:
    """The names of all modules imported anywhere in ``tree``, functions included."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            parts = package.split(".")[: -node.level + 1 or None] if node.level else []
            base = ".".join([*parts, *([node.module] if node.module else [])])
            yield base
            yield from (f"{base}.{alias.name}" for alias in node.names)


def rooms_of(names: Iterator[str]) -> set[str]:
    """The packages of the house among ``names``; a bare ``workbench`` is its ``__init__``."""
    homes = {path.stem if path.is_file() else path.name for path in ROOT.iterdir()}
    split = [name.split(".") for name in names if name.split(".")[0] == "workbench"]
    return {parts[1] if len(parts) > 1 and parts[1] in homes else "__init__" for parts in split}


def forbidden(home: str, names: Iterator[str]) -> set[str]:
    if home in FACES:
        return set()
    return rooms_of(names) - ALLOWED[home] - BASE - {home}


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(ROOT)))
def test_imports_follow_the_arrows(path: Path) -> None:
    package = ".".join(("workbench", *path.relative_to(ROOT).parent.parts))
    tree = ast.parse(path.read_text(encoding="utf-8"))
    assert room(path) in ALLOWED.keys() | FACES, "a new room: give it its arrows here"
    assert forbidden(room(path), imported(tree, package)) == set()


@pytest.mark.parametrize(
    ("home", "code"),
    [
        ("documents", "import workbench.translation"),
        ("documents", "from workbench import terminology"),
        ("documents", "def late():\n    from workbench.translation import Draft"),
        ("terminology", "from ..documents import model"),
        ("translation", "from workbench.batch.inputs import Job"),
        ("exchange", "from workbench.settings import load_settings"),
        ("quality", "if True:\n    import workbench.batch.inputs as d"),
    ],
)
def test_the_guard_sees_a_wrong_arrow(home: str, code: str) -> None:
    assert forbidden(home, imported(ast.parse(code), f"workbench.{home}"))


def test_the_guard_lets_right_arrows_pass() -> None:
    code = "import os\nfrom workbench import __version__, files\nfrom . import model\n"
    code += "from ..documents import Document\nfrom workbench.errors import InputError\n"
    assert not forbidden("translation", imported(ast.parse(code), "workbench.translation"))


HEAVY = {"torch", "transformers", "pymorphy3", "ctranslate2", "streamlit"}


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(ROOT)))
def test_heavy_libraries_are_imported_when_used(path: Path) -> None:
    if room(path) == "app":
        pytest.skip("the pages run inside streamlit")
    tree = ast.parse(path.read_text(encoding="utf-8"))
    top = [node for node in tree.body if isinstance(node, ast.Import | ast.ImportFrom)]
    names = imported(ast.Module(top, []), "workbench")
    assert not HEAVY & {name.split(".")[0] for name in names}
