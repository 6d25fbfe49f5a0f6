"""Who acts, for which organisation, in which roles. Every rule asks an Actor and nothing else."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from django.db.models import Exists, OuterRef
from django.http import HttpRequest

from accounts.authority import shortfall
from accounts.models import Authorisation, Membership, Organisation, Role, User
from accounts.models.authorisation import ACTS_WITHOUT, NEEDS_AUTHORISATION


@dataclass(frozen=True, slots=True)
class Actor:
    """A person acting for one organisation, or the system itself (a sweep, a follower).

    Four-eyes rules compare `user`, never the membership: one person in two roles is one pair of eyes.
    """

    user: User | None = None
    organisation: Organisation | None = None
    roles: frozenset[str] = field(default_factory=frozenset)
    system: str = ""
    resting: frozenset[str] = field(default_factory=frozenset)  # roles held, but without an authorisation in force

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

    @property
    def needs_authorisation(self) -> bool:
        """Whether the person acts here by a mandate only (R-DSK-09): a member who is no administrator."""
        if self.user is None or self.organisation is None or self.organisation.kind in ACTS_WITHOUT:
            return False
        held = self.roles | self.resting
        return Role.ADMIN not in held and not held.isdisjoint(NEEDS_AUTHORISATION)

    def refuse_if_resting(self, predicate: "Callable[[Actor], bool]") -> None:
        """Raise Forbidden with the exact reason where only the want of an authorisation stands between actor and act."""
        if self.user is None or self.organisation is None or not self.resting:
            return
        if predicate(replace(self, roles=self.roles | self.resting, resting=frozenset())):
            lack = shortfall(self.user.pk, self.organisation.pk)
            if lack:
                raise lack

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
    """The actor of a person, acting for `organisation` or for the first one the person belongs to.

    The roles of a mandate (agent, finance) rest unless an authorisation is in force at market time (R-DSK-09); one query.
    """
    authorised = Authorisation.objects.in_force().filter(user=OuterRef("user"), organisation=OuterRef("organisation"))
    memberships = (
        Membership.objects.filter(user=user, ended_at__isnull=True)
        .annotate(authorised=Exists(authorised))
        .select_related("organisation")
        .order_by("id")
    )
    rows = list(memberships)
    chosen = next(
        (row.organisation for row in rows if organisation is None or row.organisation_id == organisation.pk), None
    )
    if chosen is None:
        return Actor(user=user)
    there = [row for row in rows if row.organisation_id == chosen.pk]
    held, resting = frozenset(row.role for row in there), _resting(chosen, there)
    return Actor(user=user, organisation=chosen, roles=held - resting, resting=resting)


def _resting(party: Organisation, there: "Sequence[Membership]") -> frozenset[str]:
    """Which of the person's roles in `party` lack an authorisation; its administrator needs none."""
    held = frozenset(row.role for row in there)
    if party.kind in ACTS_WITHOUT or Role.ADMIN in held or any(row.authorised for row in there):  # type: ignore[attr-defined]  # annotated above
        return frozenset()
    return held & NEEDS_AUTHORISATION


__all__ = ["ANONYMOUS", "SESSION_KEY", "Actor", "ActorRequest", "Role", "actor_for", "system_actor"]
