"""Acts on many cases at once: each in a transaction of its own, told row by row."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.actor import Actor
from accounts.models import User
from marketplace.core.clock import market_clock
from marketplace.core.errors import Invalid, MarketError
from marketplace.desk import commands, queries
from marketplace.desk.models import Case

MOST = 100


class Outcome(NamedTuple):
    """What became of one case."""

    number: str
    href: str
    done: bool
    said: str


def act_on(numbers: Sequence[str], act: str, to: str, actor: Actor) -> list[Outcome]:
    """Do `act` (take, assign, accept) on each case; one that is refused leaves the others as they are."""
    colleague = User.objects.filter(number=to).first() if to and "\x00" not in to else None
    acts: dict[str, Callable[[Case], str]] = {
        "take": lambda case: take(case, actor),
        "assign": lambda case: assign(case, colleague, actor),
        "accept": lambda case: accept(case, actor),
    }
    do = acts.get(act)
    return [outcome(number.replace("\x00", ""), do, actor) for number in dict.fromkeys(numbers[:MOST])] if do else []


def outcome(number: str, do: Callable[[Case], str], actor: Actor) -> Outcome:
    try:
        case = queries.case(actor, number)
        return Outcome(case.number, address(case.number), True, do(case))
    except Http404 as error:
        return Outcome(number[:20], "", False, str(error))
    except Invalid as error:
        told = [str(text) for texts in error.fields.values() for text in texts]
        return Outcome(number, address(number), False, "\n".join([str(error), *told]))
    except MarketError as error:
        return Outcome(number, address(number), False, str(error))


def take(case: Case, actor: Actor) -> str:
    commands.take(case=case, actor=actor, clock=market_clock)
    return _("已由您承办。")


def assign(case: Case, colleague: User | None, actor: Actor) -> str:
    if colleague is None:
        raise Invalid(_("请先选择移交给谁。"))
    commands.assign(case=case, to=colleague, actor=actor, clock=market_clock)
    return _("已移交给 {name}。").format(name=colleague)


def accept(case: Case, actor: Actor) -> str:
    commands.accept(case=case, actor=actor, clock=market_clock)
    return _("已受理，项目编号 {number}。").format(number=case.project_number)


def address(number: str) -> str:
    return reverse("portal:case", args=[number])
