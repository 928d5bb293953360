"""The jobs of a site: what drafts and what aligns, with the models of the settings."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from functools import partial
from typing import Any

from workbench.files import user_cache
from workbench.review.aligning import AligningWorker
from workbench.review.drafting import DraftingWorker
from workbench.review.intake import require_document
from workbench.review.jobs import Worker
from workbench.review.matches import DeskMemory
from workbench.review.projects import ALIGN, DRAFT
from workbench.review.remarking import TERMS, TermsWorker
from workbench.review.tables import ProjectRecord
from workbench.review.terms import TermBook
from workbench.review.workspace import Workspace
from workbench.settings import Settings
from workbench.translation import BeamSettings, Translator, open_model


class Translators:
    """The translators of projects; the last one is kept, since a model takes seconds to load."""

    def __init__(self, settings: Settings, terms: TermBook) -> None:
        self._settings = settings
        self._terms = terms
        self._lock = threading.Lock()
        self._last: tuple[object, Translator] | None = None

    def of_document(self, workspace: Workspace, document: int) -> Translator:
        """The translator with the model and the term base of the document's project."""
        with workspace.reading() as session:
            record = require_document(session, document)
            project = session.get(ProjectRecord, record.project_id)
            return self.of_project(project.settings if project else {})

    def of_project(self, settings: Mapping[str, Any]) -> Translator:
        """The translator that a project's settings ask for."""
        terms = self._terms.of(dict(settings))
        name = str(settings.get("model") or self._settings.translation.model)
        key = (name, terms)
        with self._lock:
            if self._last is None or self._last[0] != key:
                options = self._settings.translation
                translator = Translator(
                    open_model(name),
                    settings=BeamSettings(
                        beam=options.beam,
                        length_penalty=options.length_penalty,
                        batch_tokens=options.batch_tokens,
                        threads=options.threads,
                    ),
                    term_base=terms.matcher if terms else None,
                    enforce=self._settings.terms.enforce,
                )
                self._last = (key, translator)
            return self._last[1]

    def rough(self) -> Translator:
        """A quick translator without terms, for the similarity of the aligner."""
        options = self._settings.translation
        return Translator(
            open_model(options.model), settings=BeamSettings(beam=1, threads=options.threads)
        )


def workers(
    settings: Settings, terms: TermBook, translators: Translators, memory: DeskMemory
) -> dict[str, Worker]:
    """What does each kind of job."""
    fill = partial(memory.fill, fill_from=settings.review.fill_from)
    return {
        DRAFT: DraftingWorker(translators.of_document, terms, fill),
        ALIGN: AligningWorker(translators.rough, user_cache("drafts.sqlite"), terms),
        TERMS: TermsWorker(terms),
    }
