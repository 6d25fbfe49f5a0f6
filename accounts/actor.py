"""Who acts, for which organisation, in which roles. Every rule asks an Actor and nothing else."""

from dataclasses import dataclass, field

from django.http import HttpRequest

from accounts.models import Membership, Organisation, Role, User


@dataclass(frozen=True, slots=True)
class Actor:
    """A person acting for one organisation, or the system itself (a sweep, a follower).

    Four-eyes rules compare `user`, never the membership: one person in two roles is one pair of eyes.
    """

    user: User | None = None
    organisation: Organisation | None = None
    roles: frozenset[str] = field(default_factory=frozenset)
    system: str = ""

    @property
    def ref(self) -> str:
        """How the log names the actor: `user:U-2027-000007`, `system:trading.close_due_sales` or `anonymous`."""
        if self.user:
            return f"user:{self.user.number}"
        return f"system:{self.system}" if self.system else "anonymous"

    @property
    def organisation_ref(self) -> str:
        return self.organisation.number if self.organisation else ""

    @property
    def is_system(self) -> bool:
        return bool(self.system)

    @property
    def exchange(self) -> str:
        """The code of the exchange whose staff this is; empty for everybody else."""
        return self.organisation.exchange_code if self.organisation else ""

    def has(self, *roles: str) -> bool:
        """Whether the actor holds one of the roles in the acting organisation."""
        return not self.roles.isdisjoint(roles)

    def acts_for(self, organisation: Organisation | None) -> bool:
        return bool(organisation and self.organisation and self.organisation.pk == organisation.pk)


class ActorRequest(HttpRequest):
    """What the views of pages are given, for the type checker: a request that knows who acts."""

    actor: Actor


ANONYMOUS = Actor()
SESSION_KEY = "acting_organisation"  # the number of the organisation chosen in the session


def system_actor(name: str) -> Actor:
    return Actor(system=name)


def actor_for(user: User, organisation: Organisation | None = None) -> Actor:
    """The actor of a person, acting for `organisation` or for the first one the person belongs to."""
    memberships = (
        Membership.objects.filter(user=user, ended_at__isnull=True).select_related("organisation").order_by("id")
    )
    rows = list(memberships)
    chosen = next(
        (row.organisation for row in rows if organisation is None or row.organisation_id == organisation.pk), None
    )
    roles = frozenset(row.role for row in rows if chosen and row.organisation_id == chosen.pk)
    return Actor(user=user, organisation=chosen, roles=roles)


__all__ = ["ANONYMOUS", "SESSION_KEY", "Actor", "ActorRequest", "Role", "actor_for", "system_actor"]
