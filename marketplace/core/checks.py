"""System checks of our own: what a reviewer would say, said by the machine."""

from django.apps import apps
from django.core.checks import CheckMessage, Error, register
from django.db.models import Model

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
        known = set(dict(model._meta.get_field("state").flatchoices))
        for verb, sources, target in model.TRANSITIONS:
            if not {*sources, target} <= known:
                errors.append(Error(f"{model.__name__}: verb {verb!r} names an unknown state", id="core.E001"))
    return errors
