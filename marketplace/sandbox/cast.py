"""Who plays which part in the demo: persons by what stands before the @ of their e-mail."""

from accounts.actor import Actor, actor_for
from accounts.commands.sessions import DEMO_DOMAIN
from accounts.models import Membership, Organisation, Role, User

SELLER = "agent.u1-chengdu-university"
VISITOR = "agent.b2-chongqing-equipment"
ROBOTS = {  # up to which price each goes, in fen: those of story S1, so that whoever follows it wins
    "robot.b1-chengdu-control": 3_050_000_00,
    "robot.b3-mianyang-robot": 3_200_000_00,
}


def person(key: str) -> Actor:
    """A person of the demo, acting for his organisation. Raises User.DoesNotExist where the demo is not loaded."""
    return actor_for(User.objects.get(email=f"{key}{DEMO_DOMAIN}"))


def staff(exchange: str, role: Role) -> Actor:
    """An officer or reviewer of an exchange, by its code."""
    return member(Organisation.objects.get(exchange_code=exchange), role)


def cashiers(exchange: str) -> dict[str, Actor]:
    """The two persons at the cashier's desk of an exchange: who enters what came, and who confirms it."""
    return {"finance": staff(exchange, Role.FINANCE), "officer": staff(exchange, Role.OFFICER)}


def member(organisation: Organisation, role: Role) -> Actor:
    """Whoever has a role in an organisation longest, acting for it. Raises Membership.DoesNotExist if nobody has."""
    rows = Membership.objects.filter(organisation=organisation, role=role, ended_at__isnull=True)
    found = rows.select_related("user").order_by("id").first()
    if found is None:
        raise Membership.DoesNotExist(f"{organisation.name}: {role}")
    return actor_for(found.user, organisation)


def demo_is_loaded() -> bool:
    """Whether the persons of the demo are there, to sign in as."""
    return User.objects.filter(email=f"{VISITOR}{DEMO_DOMAIN}").exists()
