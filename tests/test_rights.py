"""Who may call which command: the whole matrix, by real calls, pinned in `guards/rights.txt`."""

from collections.abc import Callable
from copy import deepcopy
from typing import Any

import pytest

from accounts.actor import Actor
from marketplace.core.errors import Forbidden, Invalid, Refused
from tests.guards.cast import LEGEND, Cast
from tests.guards.commands import commands, doors, names_used
from tests.guards.deeds import ASK_NOBODY, DEEDS
from tests.guards.deeds.rows import OfWhoTries
from tests.guards.pinning import Pinned, read
from tests.guards.trying import undone

pytestmark = pytest.mark.django_db
HEAD = "Who may call which command, found by calling it. yes: done; -: Forbidden; 409: Refused; 400: Invalid.\n\n"
RIGHTS = Pinned("rights.txt", HEAD, LEGEND)


def test_every_command_has_a_row():
    tried = {name.partition(" (")[0] for name in DEEDS}

    assert commands().keys() - tried - ASK_NOBODY.keys() == set(), "write a row in tests/guards/deeds"
    assert (tried | ASK_NOBODY.keys()) - commands().keys() == set(), "rows of commands that are gone"
    assert tried & ASK_NOBODY.keys() == set()
    RIGHTS.whole(DEEDS)


def test_no_page_and_no_endpoint_calls_a_command_that_asks_nobody():
    known = commands()
    asking_nobody = {known[name]: name for name in ASK_NOBODY}

    calls = [
        f"{module.__name__} calls {asking_nobody[used]}"
        for module in doors()
        for used in names_used(module)
        if used in asking_nobody
    ]

    assert calls == []


@pytest.mark.parametrize("name", DEEDS)
def test_rights_of_every_role_towards_a_command_are_as_pinned(cast, name):
    command, arguments = commands()[name.partition(" (")[0]], DEEDS[name](cast)

    RIGHTS.row(name, [answer(command, arguments, cast, role) for role in LEGEND])


def test_somebody_may_call_every_command():
    """A row in which nobody may proves nothing."""
    assert [name for name, row in read("rights.txt").items() if "yes" not in row.values()] == []


def answer(command: Callable[..., Any], arguments: dict[str, Any], cast: Cast, role: str) -> str:
    """Call the command as one role, with things of its own, and take it back."""
    try:
        with undone():
            actor = cast.as_now(role)
            command(actor=actor, **{name: given(value, actor) for name, value in arguments.items()})
    except Forbidden:
        return "-"
    except (Refused, Invalid) as error:
        return str(error.status)
    return "yes"


def given(value: Any, actor: Actor) -> Any:
    """An argument of a row, new for each try."""
    if isinstance(value, OfWhoTries):
        return value.make(actor)
    return value() if callable(value) else deepcopy(value)
