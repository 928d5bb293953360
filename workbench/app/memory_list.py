"""The translation memories: what is there, importing, exporting, deleting."""

from __future__ import annotations

import tempfile
from pathlib import Path

import streamlit as st

from workbench.app.imports import SUFFIXES, Import, Imports
from workbench.app.people import may_delete, person
from workbench.app.sample import SAMPLE_MEMORY
from workbench.app.state import Site
from workbench.app.wording import ago, count, plain
from workbench.errors import WorkbenchError
from workbench.review.exporting import safe_name
from workbench.review.memory import Memory
from workbench.review.projects import stem
from workbench.review.uploads import Upload

_KINDS = {"project": "approved in a project", "file": "imported"}


def memory_list(site: Site) -> bool:
    """Show the memories, each with what can be done with it; False where there is none."""
    memories = site.memory.memories()
    for memory in memories:
        with st.container(border=True):
            name, buttons = st.columns([5, 3], vertical_alignment="center")
            with name, st.container(gap=None):
                st.markdown(f"**{plain(memory.name)}**")
                by = f" by {plain(memory.created_by)}" if memory.created_by else ""
                st.caption(
                    f"{count(memory.units, 'pair')} · {_KINDS.get(memory.kind, memory.kind)} · "
                    f"since {ago(memory.created_at)}{by}"
                )
            with buttons, st.container(horizontal=True, horizontal_alignment="right"):
                _export_button(site, memory)
                if may_delete(memory.created_by) and st.button(
                    "Delete", key=f"delete-memory-{memory.name}", icon=":material/delete:"
                ):
                    _confirm_delete(site, memory)
    return bool(memories)


def first_steps(imports: Imports) -> None:
    """What to do where no memory is there yet."""
    st.write(
        "Pairs that are approved in the editor are remembered by themselves. Work from another "
        "tool comes in as a TMX: export it there, choose it below. Matches then stand beside "
        "the segment in work, and the best ones fill new drafts."
    )
    offered = SAMPLE_MEMORY.is_file() and not imports.all
    if offered and st.button("Try it with the sample memory", icon=":material/play_arrow:"):
        upload = Upload(SAMPLE_MEMORY.name, SAMPLE_MEMORY.read_bytes())
        imports.start(upload, name="Sample memory", user=person(), replace=False)
        st.rerun()


def import_form(imports: Imports) -> None:
    """Take a TMX, TSV or CSV file and import it in the background."""
    turn = st.session_state.setdefault("import_turn", 0)
    file = st.file_uploader(
        "A TMX, or a table (TSV, CSV) with Russian and English",
        type=[suffix.removeprefix(".") for suffix in SUFFIXES],
        key=f"import-{turn}",
    )
    if file is not None:
        with st.container(horizontal=True, vertical_alignment="bottom"):
            name = st.text_input("Name of the memory", value=stem(file.name), max_chars=150)
            replace = st.checkbox("Replace the one of this name")
            if st.button("Import", type="primary", icon=":material/upload:"):
                upload = Upload(file.name, file.getvalue())
                imports.start(upload, name=name, user=person(), replace=replace)
                st.session_state["import_turn"] += 1
                st.rerun()
    running = any(one.running for one in imports.all)
    st.fragment(_followed, run_every=1.0 if running else None)(imports, running)


def _followed(imports: Imports, was_running: bool) -> None:
    if was_running and not any(one.running for one in imports.all):
        st.rerun()
    for one in reversed(imports.all):
        _import(one)
    if imports.all and not was_running:
        st.button("Clear this list", on_click=imports.forget_ended)


def _import(one: Import) -> None:
    if one.error:
        st.error(plain(one.error), icon=":material/error:")
    elif one.report is None:
        st.caption(
            f"{plain(one.label)}: {count(one.read, 'unit')} read, {one.pace:,.0f} a second …"
        )
    else:
        st.success(
            f"{plain(one.report.name)}: {count(one.report.units, 'pair')} imported.",
            icon=":material/check_circle:",
        )
        skipped = list(one.report.skipped.values())
        if skipped:
            total = sum(reason.count for reason in skipped)
            with st.expander(f"{count(total, 'unit')} passed over"):
                st.dataframe(
                    {
                        "Why": [reason.reason for reason in skipped],
                        "Units": [reason.count for reason in skipped],
                        "First lines": [", ".join(map(str, reason.lines)) for reason in skipped],
                    },
                    hide_index=True,
                    height="auto",
                    alt="Units that were passed over, by reason",
                )


def _export_button(site: Site, memory: Memory) -> None:
    st.download_button(
        "Export TMX",
        lambda: exported(site, memory.name),
        file_name=f"{safe_name(memory.name, 'memory')}.tmx",
        mime="application/xml",
        key=f"export-memory-{memory.name}",
        icon=":material/download:",
        on_click="ignore",
    )


def exported(site: Site, name: str) -> bytes:
    """A memory as the bytes of a TMX file."""
    exchange = site.settings.exchange
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "memory.tmx"
        site.memory.export_file(
            path,
            name=name,
            source_language=exchange.source_language,
            target_language=exchange.target_language,
        )
        return path.read_bytes()


@st.dialog("Delete the memory?")
def _confirm_delete(site: Site, memory: Memory) -> None:
    st.write(
        f"**{plain(memory.name)}** with {count(memory.units, 'pair')} will be deleted. "
        "This cannot be undone."
    )
    with st.container(horizontal=True, horizontal_alignment="right"):
        if st.button("Keep"):
            st.rerun()
        if st.button("Delete", type="primary", icon=":material/delete:", key="really-delete"):
            try:
                site.memory.remove(memory.name)
            except WorkbenchError as error:
                st.error(plain(str(error)), icon=":material/error:")
                return
            st.rerun()
