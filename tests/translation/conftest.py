"""The embedded model, opened once."""

from __future__ import annotations

import pytest

from workbench.translation import BeamSettings, ModelFolder, Translator, open_model


@pytest.fixture(scope="session")
def folder() -> ModelFolder:
    return open_model()


@pytest.fixture(scope="session")
def translator(folder: ModelFolder) -> Translator:
    return Translator(folder, settings=BeamSettings(threads=1))
