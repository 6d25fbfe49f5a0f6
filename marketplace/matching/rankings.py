"""The ranking in force, ready to judge.

What it is made with takes most of a second to load, which a process pays when it first judges, not at its start.
"""

from functools import lru_cache
from importlib import import_module
from typing import TYPE_CHECKING

from marketplace.matching.known_texts import known_texts
from marketplace.matching.learning.material import Material
from marketplace.matching.models import Ranking

if TYPE_CHECKING:
    from marketplace.matching.learning.ranker import Ranker


def in_force() -> "Ranker":
    """Made once in a process for each ranking; that takes some seconds when it learned from thousands of pairs."""
    kept = Ranking.objects.filter(state=Ranking.State.IN_FORCE).values_list("pk", "checksum").first()
    return _taught(*kept) if kept else as_it_ships()


@lru_cache(maxsize=2)
def _taught(ranking: int, _checksum: str) -> "Ranker":
    return taught_with(material_of(ranking))


@lru_cache(maxsize=1)
def as_it_ships() -> "Ranker":
    return taught_with(Material())


def taught_with(material: Material) -> "Ranker":
    made: Ranker = import_module("marketplace.matching.learning.ranker").Ranker(material, known_texts())
    return made


def material_of(ranking: int) -> Material:
    """What a ranking was taught with, by its key."""
    return Material.unpacked(bytes(Ranking.objects.values_list("material", flat=True).get(pk=ranking)))
