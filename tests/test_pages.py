"""What each role is shown on every page about another's thing, pinned in `guards/pages.txt`; and what no page may do."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection, reset_queries
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import Organisation, User
from marketplace.catalogue.models import Listing, Need, Right, Upload
from marketplace.core import sandbox_clock
from marketplace.jobs.models import Job
from tests.guards.cast import LEGEND, Cast, everybody
from tests.guards.doors import Call
from tests.guards.pages import PAGES, addresses
from tests.guards.pinning import legend, pinned, read, table
from tests.guards.trying import LOOKS, undone, writes
from tests.support.markup import offences

pytestmark = pytest.mark.usefixtures("plain_templates")
ROLES = ["anon", "alone", "own.adm", "own.agt", "str.agt", "SW.off", "SW.rev", "CQ.off", "sup"]
HEAD = (
    "What every page answers to whom, about a thing of `own`, found by asking: the status; login: asked to sign in;\n"
    "done: sent on to the page that shows the result.\n\n"
)
# What only the finance of a venue may, who is none of these roles: tried in tests/cashier/test_pages.py and tests/ledger.
FINANCE = {
    "GET money/month/",
    "POST cashier/days/on/<on>/",
    "POST cashier/lines/<number>/link/",
    "POST cashier/lines/<number>/reopen/",
    "POST cashier/statements/",
}
STRANGERS = {"anon", "alone", "str.agt"}

# Pages about a thing of `own` that everybody may see, each with its reason.
PUBLIC = {
    "GET practitioners/<number>/": "verified, and consents to it",
    "GET agreements/<number>/": "what shared functions rest on is public",
    "GET fees/schedules/<number>/": "published for consultation or in force (R-GEN-09)",
    "GET rules/<number>/": "published for consultation (R-GEN-09)",
    "GET rules/families/<family>/": "rules are public",
    "GET conversion/<year>/workbook/": "the asker's own year: the address names no thing",
    "GET certificates/<number>/": "made to be shown and checked (R-SET-06)",
    "GET certificates/<number>/file/": "made to be shown and checked (R-SET-06)",
    "GET documents/forms/<code>/": "a blank form",
    "GET listings/<number>/": "on offer",
    "GET listings/<number>/relisting/": "public like the notices that told of it",
    "GET listings/<number>/priority/": "disclosed with the listing (R-LST-04)",
    "GET listings/<number>/negotiate/": "a form to begin with; says on sending who may not",
    "GET listings/<number>/sale/new/": "says who may announce, and why one may not",
    "GET messages/unsubscribe/<token>/": "the signed address of a mail is the proof (RFC 8058)",
    "GET needs/<number>/": "open",
    "GET notices/<number>/": "made to be read by everybody",
    "GET notices/feeds/<which>/atom.xml": "made to be read by everybody",
    "GET notices/feeds/<which>/rss.xml": "made to be read by everybody",
    "GET notices/unsubscribe/<token>/": "whoever holds the token; shows a button and nothing else",
    "GET invitations/<number>/<secret>/": "whoever holds the link that was mailed",
    "GET organisations/<number>/": "the directory of verified organisations",
    "GET publicities/<number>/": "name and price before the public (R-PRI-02)",
    "GET sales/<number>/": "announced to the public (R-LST-04)",
    "GET sales/<number>/protocol/": "made to be checked by everybody (docs/algorithms/protocol.md)",
    "GET sales/<number>/protocol/file/": "the same",
    "GET samplings/<number>/": "whoever wants recomputes the draw (docs/algorithms/sampling.md)",
    "GET samplings/<number>/data/": "what one needs for it",
    "GET sales/<number>/live/": "the moving part of the page of the sale",
}
# What others may do to a thing of `own`, each with its reason.
OPEN_TO_OTHERS = {
    "POST fees/schedules/<number>/comment/": "a public consultation (R-GEN-09)",
    "POST rules/<number>/comment/": "a public consultation (R-GEN-09)",
    "POST certificates/<number>/alter/": "alters a copy that is shown, nothing that is kept",
    "POST listings/<number>/consent/": "the firm is a co-owner there (R-CON-06)",
    "POST notices/unsubscribe/<token>/": "whoever holds the token that a message carried",
    "POST messages/unsubscribe/<token>/": "the signed address of a mail is the proof (RFC 8058)",
    "POST listings/<number>/negotiate/": "any verified organisation may negotiate (R-PRI-01)",
    "POST publicities/<number>/object/": "any person who has signed in may object (R-PRI-03)",
    "POST sales/<number>/register/": "any verified organisation may bid (R-BID-08)",
}


def browser(cast: Cast, role: str) -> Client:
    client, known = Client(), cast[role]
    if known.user:
        client.force_login(known.user)
    return client


def ask(client: Client, name: str, call: Call) -> Any:
    """The answer to a row's request at its market time; to be undone by the caller."""
    method, path = name.partition(" (")[0].split(" ", 1)
    for key, value in call.params.items():
        path = path.replace(f"<{key}>", str(value))
    sandbox_clock.freeze(call.at.at)
    if method == "GET":
        return client.get(f"/{path}?{call.query}")
    return client.post(f"/{path}", {key: value() if callable(value) else value for key, value in call.body.items()})


def cell(answer: Any) -> str:
    if answer.status_code != 302:
        return str(answer.status_code)
    return "login" if answer["Location"].startswith("/accounts/login/") else "done"


def is_page(answer: Any) -> bool:
    return answer.headers.get("Content-Type", "").startswith("text/html")


def test_every_page_has_a_row():
    tried = {name.partition(" (")[0].split(" ", 1)[1] for name in PAGES}

    assert set(addresses()) - tried == set(), "write a row in tests/guards/pages.py"
    assert tried - set(addresses()) == set(), "rows of pages that are gone"


@pytest.mark.django_db
def test_pages_show_every_role_what_is_pinned_and_keep_to_the_policy():
    cast = everybody()
    browsers = {role: browser(cast, role) for role in ROLES}
    cells: dict[str, list[str]] = {}
    offending = []

    for name, page in PAGES.items():
        with undone():
            call = page(cast)
            for role in ROLES:
                reset_queries()  # or the list of the whole matrix would overflow
                with undone(), CaptureQueriesContext(connection) as asked:
                    answer = ask(browsers[role], name, call)
                offending += [
                    f"{name} writes: {sql}" for sql in writes(asked) if name.startswith("GET") and name not in LOOKS
                ]
                cells.setdefault(name, []).append(cell(answer))
                offending += [f"{name}, {role}: {said}" for said in wrong_with(answer)]

    assert offending == []
    pinned("pages.txt", f"{HEAD}{legend({role: LEGEND[role] for role in ROLES})}\n{table(cells, ROLES)}\n")


def wrong_with(answer: Any) -> Iterator[str]:
    """What a browser would refuse, or a reader stumble over."""
    if not is_page(answer):
        return
    html = answer.content.decode()
    yield from offences(html)
    yield from (f"a leftover {sign}" for sign in ("{{", "{%", "{#") if sign in html)


# What follows reads the pinned table: whoever pins it anew cannot pin these away.


def test_somebody_may_on_every_page():
    """A row in which nobody may proves nothing."""
    may = {"200", "done"}

    assert {name for name, row in read("pages.txt").items() if not may & set(row.values())} == FINANCE


def test_every_form_that_was_filled_in_was_taken():
    """A form that comes back tells of a row that is filled in wrongly; some show their result at once."""
    back = {name for name, row in read("pages.txt").items() if name.startswith("POST") and "done" not in row.values()}

    assert back == {name for name in FINANCE if name.startswith("POST")} | {
        "POST certificates/<number>/alter/",
        "POST certificates/check/",
        "POST documents/check/",
        "POST documents/dossiers/<kind>/<number>/",
        "POST messages/unsubscribe/<token>/",
        "POST packs/check/",
        "POST desk/acts/",
        "POST notices/unsubscribe/<token>/",
        "POST sales/<number>/bid/",
        "POST tokens/",
    }


def test_strangers_see_nothing_but_what_is_public():
    seen = {
        name
        for name, row in read("pages.txt").items()
        if name.startswith("GET") and "<" in name and "200" in {row[role] for role in STRANGERS}
    }

    assert seen == PUBLIC.keys()


def test_strangers_change_nothing():
    changing = {
        name
        for name, row in read("pages.txt").items()
        if name.startswith("POST") and "<" in name and {row[role] for role in STRANGERS} - {"login", "403", "404"}
    }

    assert changing == OPEN_TO_OTHERS.keys()


# --- What people write.

MARKUP = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>"


@pytest.mark.django_db
def test_what_people_write_is_shown_as_they_wrote_it():
    cast = everybody()
    Organisation.objects.filter(pk__in=[cast.own.pk, cast.stranger.pk]).update(
        name=MARKUP, intro=MARKUP, address=MARKUP
    )
    User.objects.update(name=MARKUP[:60])
    browsers = {role: browser(cast, role) for role in ("anon", "own.adm", "str.agt", "SW.off")}
    raw = []

    for name, page in PAGES.items():
        if not name.startswith("GET"):
            continue
        with undone():
            call = page(cast)
            Listing.objects.update(title=MARKUP, abstract=MARKUP, keywords=[MARKUP], reasons=MARKUP)
            Need.objects.update(title=MARKUP, content=MARKUP)
            Right.objects.update(title=MARKUP)
            Job.objects.update(title=MARKUP, note=MARKUP, error=MARKUP)
            Upload.objects.update(file_name=MARKUP, faults=[[3, MARKUP, MARKUP]])
            for role, client in browsers.items():
                with undone():
                    answer = ask(client, name, call)
                if is_page(answer) and ("<script>alert" in answer.text or "<img src=x" in answer.text):
                    raw.append(f"{name}, {role}")

    assert raw == []


ODD = {
    "a NUL": "\x00",
    "far too long": "长" * 70_000,
    "blank": " ",
    "a number": "9" * 40,
    "a list": ["a", "b"],
}


@pytest.mark.django_db
@pytest.mark.parametrize("name", [name for name in PAGES if name.startswith("POST")])
def test_form_that_somebody_spoiled_breaks_nothing(cast, name):
    call = PAGES[name](cast)
    client = who_may(cast, name)
    client.raise_request_exception = False
    broken = []

    for field in call.body:
        for what, value in ODD.items():
            spoiled = Call(call.params, body=dict(call.body) | {field: value}, at=call.at)
            with undone():
                answer = ask(client, name, spoiled)
            if answer.status_code >= 500:
                broken.append(f"{field}, {what}: {answer.status_code}")

    assert broken == []


@pytest.mark.django_db
@pytest.mark.parametrize("query", ["%00", "x=%00", "page=%00", "page=-1", "page=99999999999999999999", "view=%00", "number=%00", "q=%00",
                                   "exchange=%00", "price=%00", "ipc=%00", "cursor=@@", "next=//evil.example"])  # fmt: skip
def test_query_that_somebody_spoiled_breaks_nothing(cast, query):
    client = browser(cast, "SW.off")
    client.raise_request_exception = False
    broken = []

    for name, page in PAGES.items():
        if name.startswith("GET") and "<" not in name:
            with undone():
                answer = ask(client, name, Call(query=f"{page(cast).query}&{query}"))
            if answer.status_code >= 500 or "evil" in answer.headers.get("Location", ""):
                broken.append(f"{name}: {answer.status_code}")

    assert broken == []


def who_may(cast: Cast, name: str) -> Client:
    """Somebody who is shown the page or its result, as `pages.txt` has it pinned."""
    row = read("pages.txt")[name]
    return browser(cast, next((role for role in ROLES if row[role] in ("200", "done")), "SW.fin"))
