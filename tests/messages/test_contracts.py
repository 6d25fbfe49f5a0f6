"""Who is told of a contract: the side that has to act, both where time acts, the venue where it has to."""

import pytest

from marketplace.audit.following import settle
from marketplace.contracts import commands
from marketplace.messages.models import Message
from tests.accounts.factories import officer
from tests.contracts.factories import PAID, SWEEP, client, drafted, handed_in, in_force, proposed, provider

pytestmark = pytest.mark.django_db


def told(by):
    """What a person was told about contracts."""
    settle()
    rows = Message.objects.filter(user=by.user, kind__startswith="contracts.").order_by("pk")
    return list(rows.values_list("kind", flat=True))


def test_proposal_is_told_to_the_other_side_alone():
    deed = drafted()
    provides, receives = provider(deed), client(deed)

    proposed(deed, {"breach": "示范违约责任。"}, by=receives)

    assert (told(provides), told(receives)) == (["contracts.version_proposed"], [])


def test_price_handover_and_silence_are_told_to_who_has_to_act():
    deed = in_force()
    provides, receives, venue = provider(deed), client(deed), officer("SW")
    commands.note_paid(deed=deed, actor=SWEEP, clock=PAID)
    handover = handed_in(deed)
    commands.pursue_silence(handover=handover, actor=SWEEP, clock=PAID)

    assert told(provides) == ["contracts.filing_expected"]
    assert told(receives) == ["contracts.filing_expected", "contracts.handed_in", "contracts.answer_reminded"]
    assert told(venue) == []
