"""What each role is shown on every page about another's thing, pinned in `guards/pages.txt`; and what no page may do.

A page's world is made once and then asked all of it: by every role, with markup in what people wrote, with spoiled queries
and forms. To make it costs more than to ask.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.forms import BaseForm
from django.http import QueryDict
from django.test import Client

from accounts.models import Organisation, User
from marketplace.catalogue.models import Listing, Need, RejectedRow, Right, Upload
from marketplace.core import sandbox_clock
from marketplace.jobs.models import Job
from tests.guards.cast import LEGEND, Cast
from tests.guards.doors import Call
from tests.guards.pages import PAGES, addresses
from tests.guards.pinning import Pinned, read
from tests.guards.trying import LOOKS, client_as, undone, written
from tests.support.markup import offences

pytestmark = pytest.mark.usefixtures("plain_templates")
ROLES = ["anon", "alone", "own.adm", "own.agt", "str.agt", "SW.off", "SW.rev", "CQ.off", "sup"]
HEAD = (
    "What every page answers to whom, about a thing of `own`, found by asking: the status; login: asked to sign in;\n"
    "done: sent on to the page that shows the result.\n\n"
)
PINNED = Pinned("pages.txt", HEAD, {role: LEGEND[role] for role in ROLES})
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
    "GET calls/<number>/": "a call is made to be answered by anybody (R-CALL-01)",
    "GET calls/<number>/ (one that is judged)": "the same",
    "GET calls/<number>/hand-in/": "any verified organisation may answer a call",
    "GET needs/<need>/offers/": "one's own offers on an open need",
    "GET solutions/<number>/ (opened)": "the firm is the one that called for it",
    "GET taxonomies/<table>/": "a reference table",
    "GET threads/<number>/": "the firm is the supplier there",
    "GET practitioners/<number>/": "verified, and consents to it",
    "GET agreements/<number>/": "what shared functions rest on is public",
    "GET fees/schedules/<number>/": "published for consultation or in force (R-GEN-09)",
    "GET rules/<number>/": "published for consultation (R-GEN-09)",
    "GET rules/families/<family>/": "rules are public",
    "GET conversion/<year>/workbook/": "the asker's own year: the address names no thing",
    "GET certificates/<number>/": "made to be shown and checked (R-SET-06)",
    "GET certificates/<number>/file/": "made to be shown and checked (R-SET-06)",
    "GET documents/forms/<code>/": "a blank form",
    "GET licences/offers/<number>/": "on offer to everybody (R-LIC-01)",
    "GET listings/<number>/": "on offer",
    "GET listings/<number>/encumbrances/": "whoever buys or licenses has to know (R-LST-04)",
    "GET listings/<number>/room/": "titles of papers are public, their files by level (R-LST-07)",
    "GET listings/<number>/checks/": "whoever buys wants to know what was looked up (R-LST-08)",
    "GET listings/<number>/versions/": "what was disclosed and when is public from the publication on (R-LST-04)",
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
    "GET sales/<number>/ (sealed)": "announced to the public (R-LST-04)",
    "GET listings/<number>/schemes/": "of the listing, which is public; drafts for its seller and the venue",
    "GET sales/<number>/protocol/": "made to be checked by everybody (docs/algorithms/protocol.md)",
    "GET sales/<number>/protocol/file/": "the same",
    "GET samplings/<number>/": "whoever wants recomputes the draw (docs/algorithms/sampling.md)",
    "GET samplings/<number>/data/": "what one needs for it",
    "GET statistics/<year>.<ending>": "sums that give no contract away (R-STA-01)",
    "GET sales/<number>/live/": "the moving part of the page of the sale",
}
# What others may do to a thing of `own`, each with its reason.
OPEN_TO_OTHERS = {
    "POST calls/<number>/ask/": "any verified organisation may ask about a call",
    "POST calls/<number>/hand-in/": "any verified organisation may answer a call",
    "POST calls/<number>/object/": "any person who has signed in may object to a result that is public",
    "POST needs/<need>/offers/approach/": "any verified organisation may offer on an open need",
    "POST needs/<need>/offers/recommend/": "the same, with a listing of its own",
    "POST threads/<number>/leave/": "the firm is the supplier there",
    "POST threads/<number>/offers/<position>/accept/": "the firm is the supplier there; its own offer it may not accept",
    "POST fees/schedules/<number>/comment/": "a public consultation (R-GEN-09)",
    "POST rules/<number>/comment/": "a public consultation (R-GEN-09)",
    "POST licences/offers/<number>/take/": "any verified organisation may take an open licence (R-LIC-03)",
    "POST certificates/<number>/alter/": "alters a copy that is shown, nothing that is kept",
    "POST listings/<number>/room/ask/": "any verified organisation may ask for the data room (R-LST-07)",
    "POST listings/<number>/consent/": "the firm is a co-owner there (R-CON-06)",
    "POST notices/unsubscribe/<token>/": "whoever holds the token that a message carried",
    "POST messages/unsubscribe/<token>/": "the signed address of a mail is the proof (RFC 8058)",
    "POST listings/<number>/negotiate/": "any verified organisation may negotiate (R-PRI-01)",
    "POST publicities/<number>/object/": "any person who has signed in may object (R-PRI-03)",
    "POST sales/<number>/register/": "any verified organisation may bid (R-BID-08)",
}


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
    PINNED.whole(PAGES)


@pytest.mark.django_db
@pytest.mark.parametrize("name", PAGES)
def test_page_keeps_what_it_promises(cast, name):
    call = PAGES[name](cast)
    reads = name.startswith("GET")
    cells, found = [], []
    if reads:
        write_markup(cast)

    with noting_keys() as keys:
        for role in ROLES:
            with undone(), written() as wrote:
                answer = ask(client_as(cast, role, Client), name, call)
            cells.append(cell(answer))
            found += [f"{role} writes: {sql}" for sql in wrote if reads and name not in LOOKS]
            found += [f"{role}: {said}" for said in wrong_with(answer)]
    if not reads:
        found += faults_of_spoiled_form(cast, name, call, cells)
    elif "<" not in name:
        found += faults_of_spoiled_query(cast, name, call, keys)

    assert "\n".join(found) == ""
    PINNED.row(name, cells)


def wrong_with(answer: Any) -> Iterator[str]:
    """What a browser would refuse, or a reader stumble over."""
    if not is_page(answer):
        return
    html = answer.content.decode()
    yield from offences(html)
    yield from (f"a leftover {sign}" for sign in ("{{", "{%", "{#") if sign in html)
    yield from (f"raw markup {sign}" for sign in ("<script>alert", "<img src=x") if sign in html)


# What the pinned table may not say, whoever pins it anew.


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
        "POST classify/",
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


# --- What people write, and what somebody sends who means ill.

MARKUP = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>"
ODD = {
    "a NUL": "\x00",
    "far too long": "长" * 70_000,
    "blank": " ",
    "a number": "9" * 40,
    "a list": ["a", "b"],
}
TAKEN = 302
# Of what a page reads from its query, by name; the first two are sent to every page.
QUERIES = [
    *(("", "%00"), ("", "x=%00"), ("page", "page=%00"), ("page", "page=-1"), ("page", "page=99999999999999999999")),
    *((name, f"{name}=%00") for name in ("view", "number", "q", "exchange", "price", "ipc")),
    *(("cursor", "cursor=@@"), ("next", "next=//evil.example")),
]


def write_markup(cast: Cast) -> None:
    """Put markup into all that people write: it must be shown as they wrote it, and change no answer."""
    Organisation.objects.filter(pk__in=[cast.own.pk, cast.stranger.pk]).update(
        name=MARKUP, intro=MARKUP, address=MARKUP
    )
    User.objects.update(name=MARKUP[:60])
    Listing.objects.update(title=MARKUP, abstract=MARKUP, keywords=[MARKUP], reasons=MARKUP)
    Need.objects.update(title=MARKUP, content=MARKUP)
    Right.objects.update(title=MARKUP)
    Job.objects.update(title=MARKUP, note=MARKUP, error=MARKUP)
    Upload.objects.update(
        file_name=MARKUP, headings=[MARKUP], columns={MARKUP: "title"}, preview=[{"line": 2, "title": MARKUP}]
    )
    RejectedRow.objects.update(faults=[[MARKUP, "", MARKUP]])


def faults_of_spoiled_query(cast: Cast, name: str, call: Call, keys: set[str]) -> Iterator[str]:
    """That no query breaks the page or leads elsewhere; what the page does not read it is not sent."""
    client = client_as(cast, "SW.off", Client)
    client.raise_request_exception = False
    for key, query in QUERIES:
        if not key or key in keys:
            with undone():
                answer = ask(client, name, Call(call.params, query=f"{call.query}&{query}", at=call.at))
            if answer.status_code >= 500 or "evil" in answer.headers.get("Location", ""):
                yield f"{query}: {answer.status_code}"


def faults_of_spoiled_form(cast: Cast, name: str, call: Call, cells: list[str]) -> Iterator[str]:
    """That no odd value breaks the form: in all fields at once, in those that let it pass, and if it is not taken there in each."""
    role = next((role for role, answered in zip(ROLES, cells, strict=True) if answered in ("200", "done")), "SW.fin")
    client = client_as(cast, role, Client)
    client.raise_request_exception = False

    def status_with(fields: list[str], what: str) -> int:
        with undone():
            spoiled = Call(call.params, body=dict(call.body) | dict.fromkeys(fields, ODD[what]), at=call.at)
            return int(ask(client, name, spoiled).status_code)

    for what in ODD if call.body else ():
        with noting_refused_fields() as refused:
            last = status_with(list(call.body), what)
        tried = {"all": last}
        passed = [field for field in call.body if field not in refused]
        if refused and len(passed) > 1:
            tried["those that pass"] = last = status_with(passed, what)
        if last != TAKEN and len(call.body) > 1:
            tried |= {field: status_with([field], what) for field in passed}
        yield from (f"{field}, {what}: {status}" for field, status in tried.items() if status >= 500)


@contextmanager
def noting_keys() -> Iterator[set[str]]:
    """The names of what is read from queries and forms."""
    found: set[str] = set()
    reads = {name: getattr(QueryDict, name) for name in ("__getitem__", "__contains__", "getlist")}

    def noted(read: Any) -> Any:
        def reading(sent: QueryDict, key: str, *rest: Any, **how: Any) -> Any:
            found.add(key)
            return read(sent, key, *rest, **how)

        return reading

    with pytest.MonkeyPatch.context() as patch:
        for name, read in reads.items():
            patch.setattr(QueryDict, name, noted(read))
        yield found


@contextmanager
def noting_refused_fields() -> Iterator[set[str]]:
    """The fields, as they are named in what is sent, whose values a form refused."""
    found: set[str] = set()
    clean = BaseForm.full_clean

    def noted(form: BaseForm) -> None:
        clean(form)
        found.update(form.add_prefix(field) for field in form._errors or () if field in form.fields)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(BaseForm, "full_clean", noted)
        yield found
