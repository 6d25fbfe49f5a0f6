"""The calendar of the coming year, as far as it can be expected: provisional until its notice is out (R-GEN-04)."""

from collections.abc import Iterator

from accounts.actor import system_actor
from marketplace.rulebook.commands import seed_provisional_year
from marketplace.rulebook.notices import read_notice
from marketplace.sandbox.loading.files import DATA
from marketplace.sandbox.loading.timeline import Act, Timeline
from marketplace.sandbox.loading.world import World

YEAR = 2027
SOURCE = "示范：2027 年假期安排尚未公布，此为推测，以正式通知为准"


def acts(timeline: Timeline, world: World) -> Iterator[Act]:
    notice = read_notice((DATA / f"calendar-{YEAR}.csv").read_text(encoding="utf-8").splitlines())
    yield Act(
        timeline.at(-91, "09:00:00"),
        lambda clock: seed_provisional_year(
            year=YEAR, holidays=notice.holidays, source=SOURCE, actor=system_actor("sandbox.load"), clock=clock
        ),
    )
