"""Who and what the load has brought in so far, by the keys of the data files."""

from collections import defaultdict
from dataclasses import dataclass, field

from accounts.actor import Actor
from accounts.models import Organisation, User
from marketplace.catalogue.models import Listing


@dataclass
class World:
    organisations: dict[str, Organisation] = field(default_factory=dict)
    users: dict[str, User] = field(default_factory=dict)  # by e-mail
    listings: dict[str, Listing] = field(default_factory=dict)
    _roles: dict[tuple[str, str], set[str]] = field(default_factory=lambda: defaultdict(set))

    def admit(self, organisation: str, email: str, role: str) -> None:
        """Note that a person has a role in an organisation."""
        self._roles[organisation, email].add(role)

    def actor(self, organisation: str, role: str) -> Actor:
        """The first person who has the role there, acting for it."""
        email = next(mail for (key, mail), roles in self._roles.items() if key == organisation and role in roles)
        roles = frozenset(self._roles[organisation, email])
        return Actor(user=self.users[email], organisation=self.organisations[organisation], roles=roles)

    def staff(self, exchange: str, role: str) -> Actor:
        """An officer or reviewer of an exchange, by its code."""
        return self.actor(f"exchange-{exchange.lower()}", role)
