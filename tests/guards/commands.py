"""Every command that is given an actor, found by looking: a new one without a row in `deeds` fails."""

import inspect
import pkgutil
from collections.abc import Callable, Iterator
from functools import cache
from importlib import import_module
from types import ModuleType
from typing import Any

from django.apps import apps

Command = Callable[..., Any]
OURS = ("marketplace.", "accounts")


def areas() -> dict[str, ModuleType]:
    """The packages of our apps, by the name of their area."""
    configs = [config for config in apps.get_app_configs() if config.name.startswith(OURS)]
    return {config.label: import_module(config.name) for config in configs}


def modules(package: ModuleType) -> Iterator[ModuleType]:
    for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
        if ".migrations" not in found.name and ".management" not in found.name:
            yield import_module(found.name)


def own_functions(module: ModuleType) -> Iterator[tuple[str, Command]]:
    """The public functions that a module defines itself."""
    for name, found in vars(module).items():
        if inspect.isfunction(found) and found.__module__ == module.__name__ and not name.startswith("_"):
            yield name, found


def is_command(module: ModuleType, function: Command) -> bool:
    """Given an actor by name: in `commands`, or a transaction (`@atomic`) wherever it lies."""
    actor = inspect.signature(function).parameters.get("actor")
    if actor is None or actor.kind is not actor.KEYWORD_ONLY:
        return False
    return ".commands" in module.__name__ or isinstance(getattr(function, "__wrapped__", None), type(is_command))


def names_used(module: ModuleType) -> Iterator[Command]:
    """The functions that a module has by name, itself or inside a package of commands that it has."""
    for found in vars(module).values():
        if inspect.isfunction(found):
            yield found
        if inspect.ismodule(found) and found.__name__.endswith(".commands"):
            source = inspect.getsource(module)
            yield from (one for name, one in vars(found).items() if inspect.isfunction(one) and f".{name}(" in source)


def doors() -> Iterator[ModuleType]:
    """The modules that face the world: endpoints, pages, forms."""
    for package in areas().values():
        for module in modules(package):
            if {"api", "views", "forms"} & set(module.__name__.split(".")):
                yield module


@cache
def commands() -> dict[str, Command]:
    """By `area.name`."""
    return {
        f"{area}.{name}": function
        for area, package in areas().items()
        for module in modules(package)
        for name, function in own_functions(module)
        if is_command(module, function)
    }
