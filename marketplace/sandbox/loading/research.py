"""Research abstracts as listings that nobody has verified, brought in by each institution as a file (see ATTRIBUTION.md)."""

import json
from collections import defaultdict
from collections.abc import Iterator
from functools import partial
from io import BytesIO

from accounts.models import Role
from marketplace.catalogue.commands import import_file
from marketplace.catalogue.importing.rows import Destination
from marketplace.core.clock import Clock
from marketplace.sandbox.loading.files import Row, rows
from marketplace.sandbox.loading.timeline import Act, Timeline
from marketplace.sandbox.loading.world import World

SOURCE = "CSL 中文科技文献摘要"
LEFT_OUT = frozenset({"key", "organisation"})


def acts(timeline: Timeline, world: World) -> Iterator[Act]:
    by_holder: dict[str, list[Row]] = defaultdict(list)
    for row in rows("research_listings"):
        by_holder[row["organisation"]].append(row)
    for place, (holder, theirs) in enumerate(by_holder.items()):
        yield Act(timeline.between(-40, -30, place, len(by_holder)), partial(_bring_in, world, holder, theirs))


def _bring_in(world: World, holder: str, theirs: list[Row], clock: Clock) -> None:
    agent = world.actor(holder, Role.AGENT)
    assert agent.organisation
    plain = ({name: value for name, value in row.items() if name not in LEFT_OUT} for row in theirs)
    lines = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in plain)
    outcome = import_file(
        file=BytesIO(lines.encode()),
        name="research_listings.jsonl",
        kind="listings",
        source=SOURCE,
        destination=Destination(organisation=agent.organisation, exchange=agent.organisation.home_exchange),
        actor=agent,
        clock=clock,
    )
    if outcome.bad:
        raise ValueError(f"research_listings.jsonl, {holder}: {outcome.faults[0].reason}")
