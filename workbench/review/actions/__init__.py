"""All actions by their names on the wire, and reading one from JSON."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from pydantic import TypeAdapter, ValidationError

from workbench.review.actions.model import Action, RefusedError
from workbench.review.content import storable


def parse(fields: Mapping[str, Any]) -> Action:
    """The action that ``fields`` describe; RefusedError naming what is wrong with them."""
    kind = fields.get("kind")
    adapter = _adapters().get(kind) if isinstance(kind, str) else None
    if adapter is None:
        raise RefusedError(f"There is no action of the kind {kind!r}.")
    try:
        return adapter.validate_python(_sane(dict(fields)))
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        place = ".".join(str(part) for part in first["loc"]) or "fields"
        raise RefusedError(
            f"The action {kind!r} is not complete: {place}: {first['msg']}."
        ) from None


def _sane(value: Any) -> Any:
    """A JSON value whose texts can be stored: half a surrogate pair must not cost the rest."""
    if isinstance(value, str):
        return storable(value)
    if isinstance(value, list):
        return [_sane(item) for item in value]
    if isinstance(value, dict):
        return {key: _sane(item) for key, item in value.items()}
    return value


@lru_cache(maxsize=1)
def _adapters() -> dict[str, TypeAdapter[Action]]:
    from workbench.review.actions import bead, history, notes, realign, replace, shape, state, text

    actions: tuple[type[Any], ...] = (
        text.Edit,
        text.Part,
        text.Reset,
        text.TakeDraft,
        state.SetStatus,
        state.Pin,
        shape.Split,
        shape.Merge,
        shape.Insert,
        bead.Move,
        bead.Pair,
        bead.Unpair,
        replace.ReplaceAll,
        realign.Realign,
        notes.Comment,
        notes.Resolve,
        notes.Ignore,
        notes.Effort,
        history.Undo,
        history.Redo,
    )
    return {action.kind: TypeAdapter(action) for action in actions}


__all__ = ["Action", "RefusedError", "parse"]
