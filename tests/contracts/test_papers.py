"""A supplement on paper: numbered, with what it changes and who has signed it (R-CON-02)."""

import pytest

from marketplace.contracts import commands
from marketplace.documents.queries import documents_of, readable
from tests.accounts.factories import actor, officer, verified
from tests.contracts.factories import PAID, client, in_force, proposed, provider

pytestmark = pytest.mark.django_db


def test_supplement_that_both_have_signed_is_issued_with_its_number_and_signatures():
    deed = in_force()
    version = proposed(deed, {"plan": "示范：分两批交付。"})
    commands.agree_version(version=version, points=(), actor=provider(deed), clock=PAID)
    commands.sign_supplement(version=version, actor=provider(deed), clock=PAID)
    assert not documents_of(deed).exists()  # not before both have signed

    commands.sign_supplement(version=version, method="sm2", actor=client(deed), clock=PAID)

    paper = documents_of(deed).get()
    told = paper.data
    assert paper.number.startswith("DOC-")
    assert (paper.code, told["supplement_number"], told["sha256"]) == (
        "contract_supplement",
        version.number,
        version.sha256,
    )
    assert [(one["name"], one["words"]) for one in told["changes"]] == [
        ("履行的计划、地点和方式", "示范：分两批交付。")
    ]
    assert [one["side"] for one in told["signatures"]] == [deed.provider.name, deed.client.name]
    assert readable(client(deed), deed) == readable(officer(deed.exchange), deed) == [paper]
    assert readable(actor(verified()), deed) == []
