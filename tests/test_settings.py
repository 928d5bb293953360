from __future__ import annotations

from pathlib import Path

import pytest

from workbench.errors import SettingsError
from workbench.settings import CONFIG_FILE, Settings, load_settings


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_defaults() -> None:
    settings = load_settings()
    assert settings.translation.beam == 4
    assert settings.translation.model == "ru-en-un-ict"
    assert settings.output == Path("aligned")
    assert settings.terms.glossary is not None
    assert settings.terms.glossary.is_file()


def test_each_source_gives_way_to_the_next(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def beams() -> list[int]:
        return [load_settings(translation={"beam": flag}).translation.beam for flag in (None, 8)]

    assert beams() == [4, 8]
    (folder / CONFIG_FILE).write_text("[translation]\nbeam = 5\nlength_penalty = 0.5\n")
    assert beams() == [5, 8]
    monkeypatch.setenv("WORKBENCH_TRANSLATION__BEAM", "6")
    assert beams() == [6, 8]
    assert load_settings(translation={"beam": 8}).translation.length_penalty == 0.5


def test_flags_that_are_none_do_not_count() -> None:
    flags = {"output": None, "translation": {"beam": None, "model": None}, "terms": {}}
    assert load_settings(**flags) == load_settings()


def test_paths_and_booleans_come_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WORKBENCH_OUTPUT", "elsewhere")
    monkeypatch.setenv("WORKBENCH_TERMS__ENFORCE", "false")
    settings = load_settings()
    assert settings.output == Path("elsewhere")
    assert settings.terms.enforce is False


@pytest.mark.parametrize(
    ("flags", "name", "given"),
    [
        ({"translation": {"beam": 0}}, "setting translation.beam", "0"),
        ({"translation": {"beam": "many"}}, "setting translation.beam", "'many'"),
        ({"translation": {"threads": 1000}}, "setting translation.threads", "1000"),
        ({"translation": {"beams": 3}}, "setting translation.beams", "3"),
        (
            {"exchange": {"source_language": "русский"}},
            "setting exchange.source_language",
            "русский",
        ),
        ({"colour": "red"}, "setting colour", "red"),
    ],
)
def test_a_wrong_value_is_named(flags: dict[str, object], name: str, given: str) -> None:
    with pytest.raises(SettingsError) as caught:
        load_settings(**flags)
    assert name in str(caught.value)
    assert given in str(caught.value)
    assert CONFIG_FILE in (caught.value.remedy or "")


@pytest.mark.parametrize("content", ["[translation", "beam = = 4", "\udcff"])
def test_a_broken_file_is_named(folder: Path, content: str) -> None:
    (folder / CONFIG_FILE).write_bytes(content.encode("utf-8", "surrogateescape"))
    with pytest.raises(SettingsError, match=CONFIG_FILE):
        load_settings()


def test_a_wrong_value_in_the_file_is_named(folder: Path) -> None:
    (folder / CONFIG_FILE).write_text("[translation]\nbeam = 99\n")
    with pytest.raises(SettingsError, match=r"translation\.beam"):
        load_settings()


def test_a_variable_that_cannot_be_parsed_is_not_blamed_on_the_file(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("WORKBENCH_TRANSLATION", "beam")
    with pytest.raises(SettingsError, match=r"^environment: .*translation"):
        load_settings()


def test_settings_do_not_change() -> None:
    settings = load_settings()
    with pytest.raises(ValueError, match="frozen"):
        settings.output = Path("b")  # type: ignore[misc]
    assert isinstance(settings, Settings)


def test_an_empty_glossary_means_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WORKBENCH_TERMS__GLOSSARY", "")
    assert load_settings().terms.glossary is None
