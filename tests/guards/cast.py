"""Who tries: every role towards one organisation's things. What `own` has, `str` and the others try to reach."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from accounts.actor import ANONYMOUS, Actor, actor_for, system_actor
from accounts.models import Kind, Organisation, Role, User
from tests.accounts.factories import actor, exchange, organisation, user, verified

# The columns of the pinned tables, in order.
LEGEND = {
    "anon": "nobody is signed in",
    "alone": "signed in, belongs to no organisation",
    "new": "administrator and agent of an organisation that waits for its verification",
    "own.adm": "administrator of the organisation whose thing it is",
    "own.agt": "its agent",
    "own.fin": "its finance",
    "own.sus": "its administrator and agent, while it is suspended",
    "str.adm": "administrator of another verified firm",
    "str.agt": "agent of that firm",
    "str.fin": "finance of that firm",
    "SW.off": "officer of the venue, exchange SW",
    "SW.rev": "reviewer of the venue",
    "SW.fin": "finance of the venue",
    "SW.did": "officer and reviewer of the venue in one person, who did the step before (four eyes)",
    "CQ.off": "officer of another exchange",
    "CQ.rev": "reviewer of another exchange",
    "sup": "supervisor",
    "system": "a sweep or a follower of the log",
}
SUSPENDED = "own.sus"


@dataclass(frozen=True)
class Cast:
    """The organisation whose things are tried, and everybody who tries."""

    own: Organisation
    stranger: Organisation
    actors: Mapping[str, Actor]
    sessions: dict[str, str] = field(default_factory=dict)  # of those who stand signed in (tests/guards/standing.py)

    def __getitem__(self, role: str) -> Actor:
        return self.actors[role]

    def as_now(self, role: str) -> Actor:
        """The actor as the database knows him now; who acts for a suspended organisation suspends it first."""
        self.make_way(role)
        known = self.actors[role]
        if known.user is None:
            return known
        acting = known.organisation and Organisation.objects.get(pk=known.organisation.pk)
        return actor_for(User.objects.get(pk=known.user.pk), acting)

    def make_way(self, role: str) -> None:
        """Whoever acts for a suspended organisation suspends it first."""
        if role == SUSPENDED:
            Organisation.objects.filter(pk=self.own.pk).update(state="suspended", suspension_reason="示范原因")


def everybody() -> Cast:
    """A new cast: `own` is a university, the venue of its things SW."""
    own, stranger = verified(Kind.UNIVERSITY, home_exchange="SW"), verified(Kind.FIRM, home_exchange="CQ")
    sw, cq = exchange("SW"), exchange("CQ")
    makers: dict[str, Callable[[], Actor]] = {
        "anon": lambda: ANONYMOUS,
        "alone": lambda: Actor(user=user()),
        "new": lambda: actor(organisation(Kind.FIRM), [Role.ADMIN, Role.AGENT]),
        "own.adm": lambda: actor(own, [Role.ADMIN]),
        "own.agt": lambda: actor(own, [Role.AGENT]),
        "own.fin": lambda: actor(own, [Role.FINANCE]),
        "own.sus": lambda: actor(own, [Role.ADMIN, Role.AGENT]),
        "str.adm": lambda: actor(stranger, [Role.ADMIN]),
        "str.agt": lambda: actor(stranger, [Role.AGENT]),
        "str.fin": lambda: actor(stranger, [Role.FINANCE]),
        "SW.off": lambda: actor(sw, [Role.OFFICER]),
        "SW.rev": lambda: actor(sw, [Role.REVIEWER]),
        "SW.fin": lambda: actor(sw, [Role.FINANCE]),
        "SW.did": lambda: actor(sw, [Role.OFFICER, Role.REVIEWER]),
        "CQ.off": lambda: actor(cq, [Role.OFFICER]),
        "CQ.rev": lambda: actor(cq, [Role.REVIEWER]),
        "sup": lambda: actor(verified(Kind.SUPERVISOR), [Role.SUPERVISOR]),
        "system": lambda: system_actor("tests.system"),
    }
    return Cast(own, stranger, {role: makers[role]() for role in LEGEND})


__all__ = ["LEGEND", "SUSPENDED", "Cast", "everybody"]
