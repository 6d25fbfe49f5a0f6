"""Texts of contracts for tests, made by the commands that make them in the market."""

from dataclasses import replace
from itertools import count
from typing import Any

from accounts.actor import Actor, system_actor
from marketplace.contracts import commands, standard
from marketplace.contracts.content import Patent, Planned, Text
from marketplace.contracts.models import Deed, DeedVersion, Handover
from marketplace.contracts.payments import Payment
from marketplace.core.clock import Clock, frozen
from marketplace.files.models import File
from marketplace.rulebook.queries import version_in_force
from tests.accounts.factories import actor, verified
from tests.files import factories as files

DRAFTED = frozen("2027-04-12T16:00:00")
SIGNED = frozen("2027-04-13T10:00:00")  # in force; the milestone is due on 2027-05-03
PAID = frozen("2027-04-14T10:00:00")
SWEEP = system_actor("tests.sweep")
run = count(1)

PATENT = Patent(
    title="示范铸件打磨方法",
    applicant="示范大学",
    patentee="示范大学",
    filing_date="2022-03-01",
    application_number="202210000001.1",
    patent_number="202210000001.1",
    term_ends_date="2042-02-28",
)
MILESTONE = Planned("交付技术资料", "示范专利的全部技术资料", "完整、可读", 20)


def text(subtype: str = "patent", **parts: Any) -> Text:
    clauses = {"project": "示范项目", "payment": "合同生效后五个工作日内一次付清。", **parts.pop("clauses", {})}
    if subtype.endswith("licence"):
        clauses.setdefault("licence", "普通许可，全国，不限数量。")
    told: dict[str, Any] = {"price_fen": 3_000_000_00, "payment": Payment(), "milestones": (MILESTONE,)}
    if subtype in ("patent", "application", "patent_licence"):
        told["patents"] = (PATENT,)
    return standard.text(subtype, clauses, **told | parts)


def drafted(of: Text | None = None, **fields: Any) -> Deed:
    """A text between two new organisations at SW; the price and clause `subject` were announced, `payment` is managed."""
    told: dict[str, Any] = {
        "subject": f"order:{next(run)}",
        "title": "示范合同",
        "exchange": "SW",
        "rule_version": version_in_force(DRAFTED.at),
        "managed": ("payment",),
        "actor": SWEEP,
        "clock": DRAFTED,
    }
    if "provider" not in fields:
        fields |= {"provider": verified(), "client": verified()}
    return commands.draft(text=of or text(), **told | fields)


def provider(deed: Deed) -> Actor:
    return actor(deed.provider)


def client(deed: Deed) -> Actor:
    return actor(deed.client)


def proposed(
    deed: Deed, clauses: dict[str, str] | None = None, *, by: Actor | None = None, **parts: Any
) -> DeedVersion:
    """Another text, proposed by the client: with other clauses, or with other parts."""
    assert deed.current
    changed = replace(deed.current.content.with_clauses(**(clauses or {})), **parts)
    return commands.propose_version(
        deed=deed, text=changed, note="示范修改", points=(), actor=by or client(deed), clock=DRAFTED
    )


def in_force(deed: Deed | None = None, clock: Clock = SIGNED) -> Deed:
    """Signed by both sides."""
    deed = deed or drafted()
    commands.sign_deed(deed=deed, side="provider", actor=provider(deed), clock=clock)
    commands.sign_deed(deed=deed, side="client", actor=client(deed), clock=clock)
    deed.refresh_from_db()
    return deed


def stored(by: Actor) -> File:
    return files.stored(by, name=f"示范{next(run)}.pdf")


def handed_in(deed: Deed, clock: Clock = PAID) -> Handover:
    milestone = deed.milestones.exclude(state="dropped").get()
    by = provider(deed)
    return commands.hand_in(milestone=milestone, note="示范交付", handed=[stored(by)], actor=by, clock=clock)
