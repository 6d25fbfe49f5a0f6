"""The classifier of this process."""

from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from marketplace.catalogue.classifying import Classifier


@cache
def classifier() -> "Classifier":
    """Made when it is first asked: its libraries take most of a second to load, which every process would pay at its start."""
    made: Classifier = import_module("marketplace.catalogue.classifying").Classifier()
    return made
