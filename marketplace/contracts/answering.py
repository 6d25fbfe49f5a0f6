"""What one may answer to a version, a handover, or the wish to end a contract: one word, and the command that it means; and who signs which text how."""

from collections.abc import Collection
from dataclasses import asdict

from accounts.actor import Actor
from marketplace.contracts import commands
from marketplace.contracts.matters import Signing, matter_of
from marketplace.contracts.models import DeedVersion, Handover, Termination
from marketplace.core.clock import Clock

VERSION = ("accept", "decline", "withdraw")
HANDOVER = ("accept", "return")
TERMINATION = ("agree", "object", "withdraw", "confirm")


def answer_version(
    *, version: DeedVersion, answer: str, points: Collection[str], reason: str, actor: Actor, clock: Clock
) -> None:
    """Accept a version (with what one declares of it), decline it with a reason, or take it back."""
    if answer == "accept":
        commands.agree_version(version=version, points=points, actor=actor, clock=clock)
    elif answer == "decline":
        commands.decline_version(version=version, answer=reason, actor=actor, clock=clock)
    else:
        commands.withdraw_version(version=version, actor=actor, clock=clock)


def sign_text(*, version: DeedVersion, signing: Signing, actor: Actor, clock: Clock) -> None:
    """Sign a text for one's side: a supplement as such, the contract itself as its deal has it done. Raises Refused where neither waits for a signature."""
    matter = None if version.supplement else matter_of(version.deed)
    if matter is not None:
        matter.sign(version.deed, signing, actor, clock)
    else:
        commands.sign_supplement(version=version, actor=actor, clock=clock, **asdict(signing))


def answer_handover(*, handover: Handover, answer: str, reason: str, actor: Actor, clock: Clock) -> None:
    """Accept what was handed in, or return it with a reason."""
    act = commands.accept_handover if answer == "accept" else commands.return_handover
    act(handover=handover, answer=reason, actor=actor, clock=clock)


def answer_termination(*, termination: Termination, answer: str, reason: str, actor: Actor, clock: Clock) -> None:
    """Agree to the end, decline it or object to it, take it back, or (the venue) confirm what was disputed."""
    if answer == "agree":
        commands.agree_termination(termination=termination, actor=actor, clock=clock)
    elif answer == "withdraw":
        commands.withdraw_termination(termination=termination, actor=actor, clock=clock)
    elif answer == "confirm":
        commands.confirm_termination(termination=termination, answer=reason, actor=actor, clock=clock)
    else:
        commands.answer_termination(termination=termination, answer=reason, actor=actor, clock=clock)
