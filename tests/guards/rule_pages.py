"""Rows of the rulebook's pages."""

import json

from marketplace.rulebook.commands import draft_version
from marketplace.rulebook.queries import version_in_force
from tests.catalogue.factories import TODAY
from tests.guards.cast import Cast
from tests.guards.deeds import rules as deeds
from tests.guards.doors import Call


def draft(cast: Cast) -> Call:
    """A draft that changes one value and says the others as they are."""
    values = {
        f"{row.rule}.{row.key}": row.value if isinstance(row.value, int | str) else json.dumps(row.value)
        for row in version_in_force(TODAY.at).values.all()
        if row.value is not False
    }
    heads = {"edition": "2027", "title_zh": "2027 规则", "title_en": "Rules 2027", "source": "示范决定"}
    return Call(
        body={
            **heads,
            **values,
            "explanation_zh": "示范说明",
            "explanation_en": "Why",
            "effective_from": "2027-03-09T00:00",
            "R-BID-07.extension_seconds": 180,
        }
    )


def own_draft(cast: Cast, *, form: bool = False) -> Call:
    """The draft of an officer of SW, who alone may change it."""
    version = draft_version(actor=cast["SW.off"], **deeds.draft_terms())
    return Call({"number": version.number}, body=draft(cast).body if form else None)


def edit(cast: Cast) -> Call:
    return own_draft(cast, form=True)


def family(cast: Cast) -> Call:
    return Call({"family": "trading"})


def version(cast: Cast) -> Call:
    return Call({"number": deeds.published(cast).number})


def drafted(cast: Cast) -> Call:
    return Call({"number": deeds.publish_version(cast)["version"].number})


def publish(cast: Cast) -> Call:
    return Call({"number": deeds.publish_version(cast)["version"].number}, body={})


def approve(cast: Cast) -> Call:
    return Call({"number": deeds.published(cast).number}, body={})


def adopt(cast: Cast) -> Call:
    return Call({"number": deeds.approved(cast).number}, body={"instrument": "示范决定 1 号"})


def end(cast: Cast) -> Call:
    return Call({"number": deeds.approved(cast).number}, body={"at": "2027-06-30T00:00"})


def comment(cast: Cast) -> Call:
    return Call({"number": deeds.published(cast).number}, body={"rule": "R-BID-07", "text": "示范意见"})


def answer(cast: Cast) -> Call:
    return Call({"number": deeds.answer_comment(cast)["comment"].number}, body={"answer": "示范答复"})


def grant(cast: Cast) -> Call:
    terms = {"exchange": "SW", "code": "state_assets_central", "from_date": "2027-04-01", "source": "示范批复"}
    return Call(body={**terms, "to_date": "", "licence_number": "", "note": "示范说明"})


def end_capability(cast: Cast) -> Call:
    number = deeds.end_capability(cast)["capability"].number
    return Call({"number": number}, body={"last_date": "2027-06-30", "source": "示范决定", "note": "示范说明"})


def approve_capability(cast: Cast) -> Call:
    return Call({"number": deeds.proposed_capability(cast).number}, body={})


def reject_capability(cast: Cast) -> Call:
    return Call({"number": deeds.proposed_capability(cast).number}, body={"reason": "示范原因"})


def enter_agreement(cast: Cast) -> Call:
    terms = {name: value for name, value in deeds.agreement_terms().items() if name != "clock"}
    return Call(body={**terms, "signed_date": "2027-01-05", "ends_date": "2028-01-05", "note": "示范说明"})
