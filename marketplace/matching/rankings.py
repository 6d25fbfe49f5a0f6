"""The ranking in force, ready to judge."""

from functools import lru_cache

from marketplace.matching.known_texts import known_texts
from marketplace.matching.learning.material import Material
from marketplace.matching.learning.ranker import Ranker
from marketplace.matching.models import Ranking


def in_force() -> Ranker:
    """Made once in a process for each ranking; that takes some seconds when it learned from thousands of pairs."""
    kept = Ranking.objects.filter(state=Ranking.State.IN_FORCE).values_list("pk", "checksum").first()
    return _taught(*kept) if kept else as_it_ships()


@lru_cache(maxsize=2)
def _taught(ranking: int, _checksum: str) -> Ranker:
    return Ranker(material_of(ranking), known_texts())


@lru_cache(maxsize=1)
def as_it_ships() -> Ranker:
    return Ranker(Material(), known_texts())


def material_of(ranking: int) -> Material:
    """What a ranking was taught with, by its key."""
    return Material.unpacked(bytes(Ranking.objects.values_list("material", flat=True).get(pk=ranking)))
