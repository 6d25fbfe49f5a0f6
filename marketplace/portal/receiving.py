"""Where money that is expected is said to have come: at the cashier's desk, by two persons (R-SET-08)."""

from collections.abc import Sequence
from typing import NamedTuple
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.actor import Actor
from marketplace.cashier import rules
from marketplace.cashier.queries.reading import proposed_for


class Receiving(NamedTuple):
    """The next of the two acts: to enter what came, or to look at what another has entered."""

    label: str
    href: str


def receivings(actor: Actor, exchange: str, kind: str, numbers: Sequence[str], label: str) -> dict[str, Receiving]:
    """For each number of what is to be paid the act that comes next; nothing for who takes no part in it."""
    if not numbers or not rules.may_propose(actor, exchange):
        return {}
    waiting = proposed_for(exchange, kind, numbers)
    return {number: _receiving(kind, number, waiting.get(number, ""), label) for number in numbers}


def _receiving(kind: str, number: str, proposal: str, label: str) -> Receiving:
    if proposal:
        told = _("复核到账 {number}").format(number=proposal)
        return Receiving(told, reverse("cashier:proposal", args=[proposal]))
    return Receiving(label, f"{reverse('cashier:receipt')}?{urlencode({'due': f'{kind}:{number}'})}")
