"""Proposals of the classifier, as rows of the reference tables."""

from dataclasses import dataclass

from marketplace.catalogue.classifier import classifier
from marketplace.catalogue.models import IpcClass, TechnologyField


@dataclass(frozen=True, slots=True)
class Proposals:
    """The likeliest first; empty for a text that says too little."""

    ipc: list[IpcClass]
    fields: list[TechnologyField]


def proposals(title: str, abstract: str) -> Proposals:
    """What a text is likely to belong to (docs/algorithms/classifying.md)."""
    said = classifier().propose(title, abstract)
    classes, fields = IpcClass.objects.in_bulk(said.ipc), TechnologyField.objects.in_bulk(said.fields)
    return Proposals([classes[code] for code in said.ipc], [fields[code] for code in said.fields])
