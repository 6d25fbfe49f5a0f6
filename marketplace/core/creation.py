"""The tables of an area, made at once, and the triggers beside them."""

from pathlib import Path
from typing import Any

from django.db.migrations.operations import CreateModel, RunSQL
from django.db.migrations.operations.base import Operation


class CreateModels(Operation):
    """Creates models that may point at each other: their keys are added when all tables are there.

    Django draws the models of all areas anew after each operation that touches one. With an operation for every model, and for every key
    and constraint that had to wait for another, a new database took two minutes of processor; with one for an area it takes seconds.
    """

    def __init__(self, models: list[CreateModel]) -> None:
        self.models = models

    def state_forwards(self, app_label: str, state: Any) -> None:
        state.__dict__.pop("apps", None)  # drawn again when somebody asks
        for model in self.models:
            model.state_forwards(app_label, state)

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        for model in self.models:
            model.database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        for model in reversed(self.models):
            model.database_backwards(app_label, schema_editor, from_state, to_state)

    def describe(self) -> str:
        return f"Create {', '.join(model.name for model in self.models)}"


def triggers(migration: str, *names: str) -> list[RunSQL]:
    """What the SQL files of these names beside a migration (its `__file__`) define, in this order: the later ones use the earlier."""
    return [RunSQL(Path(migration).with_name(f"{name}.sql").read_text(encoding="utf-8")) for name in names]
