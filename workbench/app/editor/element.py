"""Mounts the editor as a components-v2 element that loads our ES modules."""

from __future__ import annotations

from typing import Any

import streamlit as st

from workbench.app.tickets import Tickets

# The module is imported from our own route, so that it stays plain files without a build.
_LOADER = """
export default function (component) {
  const { data } = component
  let stop = () => {}
  let stopped = false
  import(new URL(data.assets + "/editor/main.js", document.baseURI).href).then((module) => {
    if (stopped) return
    stop = module.mount(component)
  })
  return () => { stopped = true; stop() }
}
"""
_NAME = "workbench_editor"


def editor(
    *,
    document: int,
    user: str,
    tickets: Tickets,
    row: int | None = None,
    title: str = "",
) -> bool:
    """Show the editor of one document; it talks to the routes by itself.

    ``row`` is where it opens. Returns whether the person has just asked to export.
    """
    element = st.components.v2.component(
        _NAME,
        html='<div class="workbench-editor">\n</div>',
        js=_LOADER,
    )
    data: dict[str, Any] = {
        "assets": "workbench/assets",
        "api": "workbench/api",
        "document": document,
        "user": user,
        "ticket": tickets.issue(user, document),
        "row": row,
        "title": title,
    }
    result = element(key=f"editor-{document}", data=data, on_export_change=lambda: None)
    return bool(result.export)
