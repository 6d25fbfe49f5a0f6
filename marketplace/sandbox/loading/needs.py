"""The needs of the demo firms, posted over the last weeks; each is open for some weeks more."""

from collections.abc import Iterator
from datetime import timedelta
from functools import partial

from accounts.models import Role
from marketplace.catalogue.commands import post_need
from marketplace.catalogue.drafts import NeedDraft
from marketplace.core.clock import SHANGHAI, Clock
from marketplace.core.money import parse_yuan
from marketplace.sandbox.loading.files import Row, rows
from marketplace.sandbox.loading.timeline import Act, Timeline
from marketplace.sandbox.loading.world import World

PLAIN = ("title", "title_en", "content", "kind", "keywords", "technology_field", "industry_codes", "ipc_codes")
STRIDE = 37  # has no factor in common with the number of needs: firms take turns


def acts(timeline: Timeline, world: World) -> Iterator[Act]:
    found = rows("needs")
    for place in range(len(found)):
        row = found[place * STRIDE % len(found)]
        yield Act(timeline.between(-26, -1, place, len(found)), partial(_post, world, row))


def _post(world: World, row: Row, clock: Clock) -> None:
    today = clock.read().astimezone(SHANGHAI).date()
    draft = NeedDraft(
        **{name: row[name] for name in PLAIN},
        cooperation_modes=row["cooperation_modes"],
        budget_low_fen=parse_yuan(row["budget_low"]),
        budget_high_fen=parse_yuan(row["budget_high"]),
        deadline_date=today + timedelta(days=row["open_days"]),
    )
    post_need(draft=draft, actor=world.actor(row["organisation"], Role.AGENT), clock=clock)
