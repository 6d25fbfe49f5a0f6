"""System checks of our own: what a reviewer would say, said by the machine."""

from collections.abc import Iterable

from django.apps import apps
from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register
from django.db.models import Model

from marketplace.core.clock import is_sandbox
from marketplace.core.states import StateModel

OURS = ("marketplace.", "accounts")


def our_models() -> list[type[Model]]:
    return [model for model in apps.get_models() if model.__module__.startswith(OURS)]


@register()
def state_tables_are_sound(**_: object) -> list[CheckMessage]:
    """Every state of a transition exists, every verb is said once per source."""
    errors: list[CheckMessage] = []
    for model in our_models():
        if not issubclass(model, StateModel):
            continue
        known = set(dict(model._meta.get_field("state").flatchoices))  # type: ignore[misc]  # declared by each model
        for verb, sources, target in model.TRANSITIONS:
            if not {*sources, target} <= known:
                errors.append(Error(f"{model.__name__}: verb {verb!r} names an unknown state", id="core.E001"))
    return errors


@register(Tags.database)
def database_is_of_the_kind_of_the_settings(databases: Iterable[str] | None = None, **_: object) -> list[CheckMessage]:
    """A sandbox's market time may be shifted: production settings must not meet it."""
    if not databases or settings.SANDBOX or not is_sandbox():
        return []
    hint = "Create a database of its own for production, or set SHUANGCHENG_SANDBOX=1."
    return [Error("This database was created as a sandbox.", hint=hint, id="core.E002")]
