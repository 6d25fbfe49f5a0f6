"""The table of what every endpoint answers to whom: its columns, and how an answer is written in it."""

import json
from typing import Any

from tests.guards.cast import LEGEND
from tests.guards.doors import Call
from tests.guards.pinning import Pinned

# Of all roles those in which addresses differ; commands are tried by all (rights.txt).
ROLES = [
    "anon",
    "alone",
    "new",
    "own.adm",
    "own.agt",
    "own.sus",
    "str.agt",
    "SW.off",
    "SW.rev",
    "SW.fin",
    "CQ.off",
    "sup",
]
HEAD = (
    "What every address of the API answers to whom, about a thing of `own`, found by asking: the status;\n"
    "of a list whether the thing is seen in it, or is not there (none).\n\n"
)
SCOPES = Pinned("scopes.txt", HEAD, {role: LEGEND[role] for role in ROLES})


def cell(call: Call, answer: Any) -> str:
    """The status; of a list whether it holds what is looked for."""
    if not call.finds or answer.status_code != 200:
        return str(answer.status_code)
    rows = json.loads(answer.content)
    rows = rows if isinstance(rows, list) else rows["results"]
    named = {str(value) for row in rows for value in row.values() if isinstance(value, str)}
    return "sees" if call.finds in named else "none"
