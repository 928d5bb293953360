"""One typed settings object: defaults < ``workbench.toml`` < environment < flags."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)
from pydantic_settings import SettingsError as SourceError

from workbench.errors import SettingsError

CONFIG_FILE = "workbench.toml"


def _glossary() -> Path | None:
    path = Path(__file__).resolve().parents[1] / "glossary" / "un-ict.tbx"
    return path if path.is_file() else None


class _Section(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class TranslationSettings(_Section):
    """How drafts are made."""

    model: str = Field("ru-en-un-ict", description="Model folder: a path or a name under models/")
    beam: int = Field(4, ge=1, le=32, description="Beam size of the free pass")
    length_penalty: float = Field(1.0, ge=0, le=5, description="Exponent of the length in scores")
    batch_tokens: int = Field(
        1, ge=1, description="Source tokens in a batch; above 1, faster and not exact to the bit"
    )
    threads: int = Field(
        default_factory=lambda: os.cpu_count() or 1, ge=1, le=256, description="CPU threads"
    )


class TermSettings(_Section):
    """Which term base is enforced."""

    glossary: Path | None = Field(default_factory=_glossary, description="TBX, CSV or TSV file")
    enforce: bool = Field(True, description="Enforce hard terms, not only count them")

    @field_validator("glossary", mode="before")
    @classmethod
    def _empty_means_none(cls, value: object) -> object:
        return None if value == "" else value


class AlignmentSettings(_Section):
    """What the aligner knows beside words, lengths and drafts."""

    glossary: bool = Field(True, description="Use the term base of [terms] as evidence")
    embeddings: Path | None = Field(None, description="Folder of a sentence-transformers model")

    @field_validator("embeddings", mode="before")
    @classmethod
    def _empty_means_none(cls, value: object) -> object:
        return None if value == "" else value


class ExchangeSettings(_Section):
    """What exchange files say of themselves."""

    source_language: str = Field("ru-RU", pattern=r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$")
    target_language: str = Field("en-GB", pattern=r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$")
    creator: str = Field("workbench", min_length=1)


class ReviewSettings(_Section):
    """Where projects are kept, and when a memory match takes the place of a draft."""

    database: str = Field("", description="Database URL; empty: SQLite in the user's data folder")
    fill_from: int = Field(
        95, ge=70, le=101, description="Memory match (%) that fills a draft; 101: none"
    )


class ServerSettings(_Section):
    """How the pages are served."""

    host: str = Field("127.0.0.1", min_length=1, description="Address to listen on")
    port: int = Field(8501, ge=0, le=65_535, description="Port; 0 takes a free one")
    upload_mb: int = Field(50, ge=1, le=2_000, description="Largest upload, MB")
    session_hours: int = Field(12, ge=1, le=720, description="How long a sign-in lasts")
    allow: tuple[str, ...] = Field((), description="OIDC: who may come in (address, @domain, *)")


class Settings(BaseSettings):
    """All settings. Environment variables look like ``WORKBENCH_TRANSLATION__BEAM=6``."""

    model_config = SettingsConfigDict(
        env_prefix="WORKBENCH_",
        env_nested_delimiter="__",
        toml_file=CONFIG_FILE,
        frozen=True,
        extra="forbid",
    )

    output: Path = Field(Path("aligned"), description="Where results go")
    translation: TranslationSettings = TranslationSettings()
    terms: TermSettings = TermSettings()
    alignment: AlignmentSettings = AlignmentSettings()
    exchange: ExchangeSettings = ExchangeSettings()
    review: ReviewSettings = ReviewSettings()
    server: ServerSettings = ServerSettings()

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Flags first, then the environment, then the file in the current folder."""
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls)


def load_settings(**flags: Any) -> Settings:
    """Return the settings; ``flags`` are nested dicts whose None values do not count.

    Raises SettingsError naming the setting and what it may be.
    """
    try:
        return Settings(**_given(flags))
    except ValidationError as error:
        first = error.errors()[0]
        name = ".".join(str(part) for part in first["loc"])
        raise SettingsError(
            f"{first['msg']} (given: {first.get('input')!r})",
            place=f"setting {name}",
            remedy=f"Change it in {CONFIG_FILE}, the environment or the flag.",
        ) from error
    except SourceError as error:
        raise SettingsError(
            f"cannot be read ({error})",
            place="environment",
            remedy="Name one setting in a variable, as in WORKBENCH_TRANSLATION__BEAM=6.",
        ) from error
    except (ValueError, OSError) as error:
        raise SettingsError(
            f"cannot be read ({error})", file=CONFIG_FILE, remedy="Mend or remove the file."
        ) from error


def _given(flags: dict[str, Any]) -> dict[str, Any]:
    kept: dict[str, Any] = {}
    for name, value in flags.items():
        if isinstance(value, dict):
            value = _given(value) or None
        if value is not None:
            kept[name] = value
    return kept
