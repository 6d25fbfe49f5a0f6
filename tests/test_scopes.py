"""What `guards/scopes.txt` says: `test_endpoints.py` asks, here stands what the table may not say whoever pins it anew."""

from tests.guards.doors import DOORS, endpoints
from tests.guards.pinning import read
from tests.guards.scopes import SCOPES

STRANGERS = {"anon", "alone", "new", "str.agt"}

# What everybody may read, each with its reason.
PUBLIC = {
    "GET open-calls": "made to be answered by anybody (R-CALL-01)",
    "GET open-calls/<number>": "made to be answered by anybody (R-CALL-01)",
    "GET need-threads": "the firm is the supplier there",
    "GET need-threads/<number>": "the firm is the supplier there",
    "GET solutions (opened)": "the firm is the one that called for it",
    "GET solutions/<number> (opened)": "the firm is the one that called for it",
    "GET practitioners": "verified, and consent to it",
    "GET practitioners/<number>": "verified, and consents to it",
    "GET agreements": "what shared functions rest on is public",
    "GET agreements/<number>": "what shared functions rest on is public",
    "GET capabilities": "what an exchange may do is public (R-LST-11)",
    "GET rules/<number>/comments": "a public consultation (R-GEN-09)",
    "GET calendar/<year>": "rules are public",
    "GET certificates/<number>": "made to be shown and checked (R-SET-06)",
    "GET divisions": "a reference table",
    "GET fee-schedules": "tariffs are public",
    "GET fee-schedules/<code>": "tariffs are public",
    "GET fee-schedule-versions": "published for consultation or in force",
    "GET fee-schedule-versions/<number>": "published for consultation or in force",
    "GET fee-schedule-versions/<number>/comments": "a public consultation (R-GEN-09)",
    "GET industries": "a reference table",
    "GET ipc": "a reference table",
    "GET ipc/<code>/serves": "a reference table",
    "GET licence-offers": "on offer to everybody (R-LIC-01)",
    "GET licence-offers/<number>": "on offer to everybody (R-LIC-01)",
    "GET listings": "on offer",
    "GET listings/<number>": "on offer",
    "GET listings/<number>/encumbrances": "whoever buys or licenses has to know (R-LST-04)",
    "GET listings/<number>/materials": "titles of papers are public, their files by level (R-LST-07)",
    "GET listings/<number>/room-accesses": "the firm is the one that asked",
    "GET listings/<number>/similar": "on offer, like the listing itself",
    "GET listings/<number>/undertaking": "whoever asks for the data room reads first what he signs (R-LST-07)",
    "GET listings/<number>/readiness-reviews": "whoever buys wants to know who assessed it (R-VAL-02)",
    "GET listings/<number>/right-checks": "whoever buys wants to know what was looked up (R-LST-08)",
    "GET listings/<number>/versions": "what was disclosed and when is public from the publication on (R-LST-04)",
    "GET listings/<number>/versions/<position>": "the same",
    "GET listings/<number>/priority-holders": "disclosed with the listing (R-LST-04)",
    "GET listings/<number>/relistings": "public like the notices that told of them",
    "GET needs": "open",
    "GET needs/<number>": "open",
    "GET notices": "made to be read by everybody",
    "GET notices/<number>": "made to be read by everybody",
    "GET organisations": "the directory of verified organisations",
    "GET organisations/<number>": "the directory of verified organisations",
    "GET rules": "rules are public",
    "GET rules/<number>": "rules are public",
    "GET publicities": "name and price before the public (R-PRI-02)",
    "GET publicities/<number>": "the same",
    "GET sales": "announced to the public (R-LST-04)",
    "GET sales/<number>": "announced to the public (R-LST-04)",
    "GET sales/<number>/bids": "by code; names after the end (R-BID-05)",
    "GET sales/<number>/sealed": "who opens, by whom a price is sealed (R-BID-15)",
    "GET opening-keys/<number> (active)": "prices are sealed with it; its private half is its holder's (R-BID-15)",
    "GET sales/<number>/protocol": "made to be checked by everybody (docs/algorithms/protocol.md)",
    "GET samplings": "whoever wants recomputes the draw (docs/algorithms/sampling.md)",
    "GET samplings/<number>": "the same",
    "GET technology-fields": "a reference table",
}
# What others may do to a thing of `own`, each with its reason.
OPEN_TO_OTHERS = {
    "POST open-calls/<number>/questions": "any verified organisation may ask about a call",
    "POST open-calls/<number>/solutions": "any verified organisation may answer a call",
    "POST open-calls/<number>/objections": "any person who has signed in may object to a result that is public",
    "POST need-threads/<number>/withdrawal": "the firm is the supplier there",
    "POST need-threads/<number>/acceptance": "the firm is the supplier there; its own offer it may not accept",
    "POST fee-schedule-versions/<number>/comments": "a public consultation (R-GEN-09)",
    "POST rules/<number>/comments": "a public consultation (R-GEN-09)",
    "POST listings/<number>/room-accesses": "any verified organisation may ask for the data room (R-LST-07)",
    "POST listings/<number>/consent": "the firm is a co-owner there (R-CON-06)",
    "POST publicities/<number>/objections": "any person who has signed in may object (R-PRI-03)",
    "POST sales/<number>/registrations": "any verified organisation may bid (R-BID-08)",
}
# What nobody is answered yet, each with its reason.
FOR_NOBODY = {
    "GET fee-schedules/<code> (a draft)": "drafts are for pages, until somebody asks for more",
    "GET rules/<number> (a draft)": "drafts are for pages, until somebody asks for more",
    "POST sales (of a draft)": "only a published listing is sold",
}
# A POST without the header, each with its reason.
NOT_IDEMPOTENT: dict[str, str] = {}


def test_every_endpoint_has_a_row():
    tried = {name.partition(" (")[0] for name in DOORS}

    assert {name for name, _handler in endpoints()} ^ tried == set(), "write a row in tests/guards/doors"
    SCOPES.whole(DOORS)


def test_every_post_may_be_repeated_with_a_key():
    plain = {name for name, handler in endpoints() if name.startswith("POST") and not hasattr(handler, "idempotent")}

    assert plain == NOT_IDEMPOTENT.keys()


def test_somebody_may_at_every_endpoint():
    """A row in which nobody may proves nothing."""
    well = {"200", "201", "204", "sees"}

    assert {name for name, row in read("scopes.txt").items() if not well & set(row.values())} == FOR_NOBODY.keys()


def test_strangers_see_nothing_but_what_is_public():
    seen = {
        name
        for name, row in read("scopes.txt").items()
        if name.startswith("GET") and about_a_thing(name) and {row[role] for role in STRANGERS} & {"200", "sees"}
    }

    assert seen == PUBLIC.keys()


def test_strangers_change_nothing():
    changing = {
        name
        for name, row in read("scopes.txt").items()
        if not name.startswith("GET") and "<" in name and {row[role] for role in STRANGERS} - {"401", "403", "404"}
    }

    assert changing == OPEN_TO_OTHERS.keys()


def about_a_thing(name: str) -> bool:
    """A detail, or a list in which a thing was looked for."""
    return "<" in name or bool({"sees", "none"} & set(read("scopes.txt")[name].values()))
