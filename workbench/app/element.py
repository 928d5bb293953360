"""Mounts one of our elements: components v2 that load our ES modules from our own route."""

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
  import(new URL(data.assets + "/NAME/main.js", document.baseURI).href).then((module) => {
    if (stopped) return
    stop = module.mount(component)
  })
  return () => { stopped = true; stop() }
}
"""


def mount(name: str, *, document: int, user: str, tickets: Tickets, **data: Any) -> bool:
    """Show the element ``name`` on a document; ``data`` is what else its module is given.

    It talks to the routes by itself. Returns whether the person has just asked to export.
    """
    element = st.components.v2.component(
        f"workbench_{name}",
        html=f'<div class="workbench-{name}">\n</div>',
        js=_LOADER.replace("NAME", name),
    )
    given: dict[str, Any] = {
        "assets": "workbench/assets",
        "api": "workbench/api",
        "document": document,
        "user": user,
        "ticket": tickets.issue(user, document),
        **data,
    }
    result = element(key=f"{name}-{document}", data=given, on_export_change=lambda: None)
    return bool(result.export)
