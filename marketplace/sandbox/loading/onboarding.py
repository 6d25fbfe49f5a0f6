"""What the queues of onboarding hold on the day of the load: registrations in every state, a mandate to confirm, an open
invitation, a claim, a new name and a merger."""

from collections.abc import Iterator
from datetime import timedelta
from functools import partial

from accounts import commands
from accounts.actor import Actor
from accounts.commands.verification import Returned
from accounts.examining import Reading
from accounts.models import Authorisation, Fault, Piece, Role, Scope
from marketplace.core.clock import Clock
from marketplace.sandbox.loading import papers
from marketplace.sandbox.loading.files import Row, rows
from marketplace.sandbox.loading.organisations import SAID, user_of
from marketplace.sandbox.loading.timeline import Act, Timeline
from marketplace.sandbox.loading.world import World

DOMAIN = "demo.shuangcheng.example"
PERSON: Row = {"name": "康示范", "email": f"inventor.kang@{DOMAIN}"}
CLAIMANT: Row = {"name": "崔示范", "email": f"claimant.cui@{DOMAIN}"}
INVITED = f"finance.luzhou-hydraulics@{DOMAIN}"
UNSEALED: Returned = {"piece": Piece.MANDATE, "fault": Fault.SEAL, "note": "盖章页未加盖公章"}
EXPIRED: Returned = {"piece": Piece.LICENCE, "fault": Fault.EXPIRED, "note": "营业期限至 2025年12月31日"}


def acts(timeline: Timeline, world: World) -> Iterator[Act]:
    """All within the last two weeks. Who waits since ten days ago is overdue, who came this week is not.

    Two days of one firm may fall on one Friday (`Timeline.at`): its later act has the later hour.
    """
    firms = {row["story"]: row for row in rows("applicants")}
    known = {row["key"]: row for row in rows("organisations")}
    for day, clock, do in (
        (-10, "09:20:00", partial(_register_person, world)),
        (-8, "10:05:00", partial(_register, world, firms["supplied"], sealed=False)),
        (-6, "14:30:00", partial(_return, world, firms["supplied"], [UNSEALED])),
        (-1, "09:40:00", partial(_supply, world, firms["supplied"])),
        (-5, "09:15:00", partial(_register, world, firms["certified"])),
        (-3, "09:50:00", partial(_certify, world, firms["certified"])),
        (-1, "10:20:00", partial(_invite, world, firms["certified"])),
        (-4, "11:00:00", partial(_register, world, firms["returned"], sealed=False)),
        (-2, "16:00:00", partial(_return, world, firms["returned"], [EXPIRED, UNSEALED])),
        (-2, "10:30:00", partial(_register, world, firms["waiting"])),
        (-4, "14:00:00", partial(_claim, world, known["yibin-liquor"])),
        (-3, "10:45:00", partial(_rename, world, known["zigong-environment"], "自贡示范生态环境工程有限公司")),
        (-2, "15:20:00", partial(_merge, world, known["wanzhou-food"], known["rongchang-agri"])),
        (-1, "11:10:00", partial(_renew, world, known["chongqing-biomed-institute"])),
    ):
        yield Act(timeline.at(day, clock), do)


def _register_person(world: World, clock: Clock) -> None:
    actor = Actor(user=user_of(world, PERSON, clock))
    identity = {"identity": papers.identity(PERSON, actor, clock)}
    commands.register_person(actor=actor, clock=clock, papers=identity, name=PERSON["name"])


def _register(world: World, row: Row, clock: Clock, *, sealed: bool = True) -> None:
    person = row["person"]
    actor = Actor(user=user_of(world, person, clock))
    world.organisations[row["key"]] = commands.register_organisation(
        actor=actor,
        clock=clock,
        papers=papers.papers_of(row, person, actor, clock, sealed=sealed),
        **{name: row[name] for name in SAID},
        home_exchange=row["home_exchange"],
        intro=row["intro"],
        contact_name=person["name"],
        contact_email=person["email"],
    )
    world.admit(row["key"], person["email"], Role.ADMIN)


def _return(world: World, row: Row, pieces: list[Returned], clock: Clock) -> None:
    commands.send_back_organisation(
        organisation=world.organisations[row["key"]], pieces=pieces, actor=_officer(world, row), clock=clock
    )


def _supply(world: World, row: Row, clock: Clock) -> None:
    """The mandate again, with the seal this time."""
    party, admin = world.organisations[row["key"]], world.actor(row["key"], Role.ADMIN)
    sealed = papers.mandate(row, row["person"], "登记认证、管理成员", admin, clock)
    commands.hand_in_paper(organisation=party, piece=Piece.MANDATE, file=sealed, actor=admin, clock=clock)
    commands.resubmit_organisation(organisation=party, actor=admin, clock=clock)


def _certify(world: World, row: Row, clock: Clock) -> None:
    name = row["person"]["name"]
    reading = Reading(
        identity_name=name, licence_uscc=row["uscc"], licence_name=row["name"], mandate_name=name, sealed=True
    )
    party = world.organisations[row["key"]]
    commands.verify_organisation(organisation=party, reading=reading, actor=_officer(world, row), clock=clock)


def _invite(world: World, row: Row, clock: Clock) -> None:
    party, admin = world.organisations[row["key"]], world.actor(row["key"], Role.ADMIN)
    commands.invite_member(organisation=party, email=INVITED, role=Role.FINANCE, actor=admin, clock=clock)


def _claim(world: World, row: Row, clock: Clock) -> None:
    actor = Actor(user=user_of(world, CLAIMANT, clock))
    commands.file_claim(
        uscc=row["uscc"],
        statement="原管理员已于上月离职，本人接任科技管理部负责人，请求变更管理员（示范）。",
        papers=papers.papers_of(row, CLAIMANT, actor, clock),
        actor=actor,
        clock=clock,
    )


def _rename(world: World, row: Row, name: str, clock: Clock) -> None:
    party, admin = world.organisations[row["key"]], world.actor(row["key"], Role.ADMIN)
    licence = papers.licence({**row, "name": name}, admin, clock)
    commands.rename_organisation(organisation=party, name=name, licence=licence, actor=admin, clock=clock)


def _merge(world: World, absorbed: Row, successor: Row, clock: Clock) -> None:
    """Proposed by one officer: another approves it."""
    officer = _officer(world, successor)
    lines = [("被合并单位", absorbed["name"]), ("存续单位", successor["name"]), ("方式", "吸收合并")]
    commands.merge_organisations(
        absorbed=world.organisations[absorbed["key"]],
        successor=world.organisations[successor["key"]],
        reasons="依登记机关准予合并登记通知书办理（示范）。",
        paper=papers.scan("准予合并登记通知书", lines, seal="登记机关", actor=officer, clock=clock),
        actor=officer,
        clock=clock,
    )


def _renew(world: World, row: Row, clock: Clock) -> None:
    """The agent's mandate runs out soon (people.jsonl): its administrator hands in the next one."""
    party, admin = world.organisations[row["key"]], world.actor(row["key"], Role.ADMIN)
    ending = Authorisation.objects.filter(organisation=party).select_related("user").order_by("valid_to")[0]
    first = ending.valid_to + timedelta(days=1)
    commands.submit_authorisation(
        organisation=party,
        user=ending.user,
        scopes=[Scope.LIST, Scope.SIGN],
        limit_fen=3_000_000_00,
        valid_from=first,
        valid_to=first + timedelta(days=364),
        paper=papers.mandate(row, {"name": ending.user.name}, "登记与挂牌、签署合同", admin, clock),
        actor=admin,
        clock=clock,
    )


def _officer(world: World, row: Row) -> Actor:
    return world.staff(row["home_exchange"], Role.OFFICER)
