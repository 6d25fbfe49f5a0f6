"""Contracts before the registrar, made by the commands that make them in the market. The amounts are those of story S9."""

from datetime import date
from itertools import count
from typing import Any

from accounts.actor import Actor
from accounts.models import Organisation
from marketplace.core.clock import FrozenClock, frozen
from marketplace.registry import commands
from marketplace.registry.drafts import FilingDraft, ItemDraft
from marketplace.registry.models import Filing, Purpose
from tests.accounts.factories import actor, officer, reviewer, uscc, verified
from tests.files.factories import upload

TODAY = frozen("2027-06-01T10:00:00")
turn = count(1)
EQUIPMENT = (ItemDraft("equipment", "示范生产线", 1_200_000_00),)


def draft(**fields: Any) -> FilingDraft:
    """A transfer at 8,600,000.00, of which 1,200,000.00 pay for equipment."""
    defaults: dict[str, Any] = {
        "name": "示范打磨技术转让合同",
        "contract_number": f"示范合同-{next(turn)}",
        "kind": "transfer",
        "subtype": "patent",
        "other_name": "示范受让企业",
        "other_uscc": uscc("500100"),
        "other_region": "5000",
        "other_form": "firm",
        "other_contact": "示范联系人 023-00000000",
        "own_region": "5101",
        "own_form": "firm",
        "own_contact": "示范联系人 028-00000000",
        "signed_date": date(2027, 5, 20),
        "ends_date": date(2028, 5, 19),
        "total_fen": 8_600_000_00,
        "payment_mode": "at_once",
        "technology_field": "advanced_manufacturing",
        "right_type": "patent",
        "right_numbers": "202110000001.3",
        "goal": "工商业发展",
        "expected_investment_fen": 3_000_000_00,
        "expected_output_fen": 20_000_000_00,
        "items": EQUIPMENT,
    }
    return FilingDraft(**defaults | fields)


def drafted(
    filer: Actor | Organisation | None = None, *, exchange: str = "SW", clock: FrozenClock = TODAY, **fields: Any
) -> Filing:
    """A draft of a contract closed elsewhere, by a firm (a new one unless given)."""
    by = filer if isinstance(filer, Actor) else actor(filer or verified())
    return commands.draft_filing(draft=draft(**fields), exchange=exchange, actor=by, clock=clock)


def ready(filer: Actor | Organisation | None = None, **fields: Any) -> Filing:
    """The same with all its papers."""
    by = filer if isinstance(filer, Actor) else actor(filer or verified())
    filing = drafted(by, **fields)
    for purpose in Purpose.values:
        commands.hand_in_paper(filing=filing, purpose=purpose, upload=upload(), actor=by, clock=TODAY)
    return filing


def submitted(filer: Actor | Organisation | None = None, **fields: Any) -> Filing:
    by = filer if isinstance(filer, Actor) else actor(filer or verified())
    filing = ready(by, **fields)
    commands.submit_filing(filing=filing, actor=by, clock=TODAY)
    return filing


def accepted(filer: Actor | Organisation | None = None, *, by: Actor | None = None, **fields: Any) -> Filing:
    filing = submitted(filer, **fields)
    commands.accept_filing(filing=filing, actor=by or officer(filing.exchange), clock=TODAY)
    return filing


def reviewed(filer: Actor | Organisation | None = None, *, by: Actor | None = None, **fields: Any) -> Filing:
    """Accepted, with the opinion of an expert where one is asked."""
    filing = accepted(filer, by=by, **fields)
    if filing.expert_review:
        commands.record_opinion(filing=filing, actor=officer(filing.exchange), clock=TODAY, **opinion())
    return filing


def opinion() -> dict[str, Any]:
    return {"expert": "示范专家", "institution": "示范研究院", "supports": True, "reason": "属于技术转让合同。"}


def registered(filer: Actor | Organisation | None = None, **fields: Any) -> Filing:
    filing = reviewed(filer, **fields)
    commands.register_filing(filing=filing, actor=reviewer(filing.exchange), clock=TODAY)
    return filing


def facts(**changed: Any) -> commands.Stated:
    """What S9 says of the transfer."""
    defaults: dict[str, Any] = {"income_date": date(2027, 6, 30), "cost_fen": 500_000_00, "charges_fen": 100_000_00}
    return commands.Stated(**defaults | changed)
