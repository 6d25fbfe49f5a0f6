"""Keeping a ranking that was taught, and putting it in force where it does better."""

import hashlib
from collections.abc import Mapping
from typing import Any

from accounts.actor import Actor
from marketplace.audit import commands as audit
from marketplace.core.clock import Clock
from marketplace.core.states import atomic
from marketplace.matching.commands.proposing import one_proposer_at_a_time
from marketplace.matching.learning.material import Material
from marketplace.matching.models import Ranking


@atomic
def keep_ranking(
    *, material: Material, better: bool, quality: Mapping[str, Any], actor: Actor, clock: Clock
) -> Ranking:
    """Keep what was taught. `better`: put it in force in place of the one that is, else keep it as rejected, with the figures why."""
    one_proposer_at_a_time()
    now = clock.read()
    if better and (before := Ranking.objects.filter(state=Ranking.State.IN_FORCE).first()):
        before.move("retire", retired_at=now)
    packed = material.packed()
    ranking = Ranking.objects.create(
        state=Ranking.State.IN_FORCE if better else Ranking.State.REJECTED,
        material=packed,
        checksum=hashlib.sha256(packed).hexdigest(),
        needs=len(material.needs),
        listings=len(material.listings),
        graded=len(material.graded),
        quality=dict(quality),
        taught_at=now,
    )
    audit.record(
        "matching.ranking_taught",
        subject=ranking,
        actor=actor,
        in_force=better,
        graded=ranking.graded,
        quality=ranking.quality,
    )
    return ranking
