"""成果托管 in every state, technology managers of every level, and who brought the deals about."""

from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction
from functools import partial
from typing import Any

from accounts.actor import Actor, system_actor
from accounts.models import Role
from marketplace.agency import commands
from marketplace.agency.commands import CustodyTerms
from marketplace.agency.models import Attribution, CustodyAgreement, Practitioner
from marketplace.core.clock import SHANGHAI, Clock
from marketplace.documents.commands import upload_scan
from marketplace.documents.queries import pdf
from marketplace.files.checking import SCANS
from marketplace.files.commands import store
from marketplace.sandbox.loading.papers import named, picture
from marketplace.sandbox.loading.timeline import Act, Timeline
from marketplace.sandbox.loading.world import World
from marketplace.trading.commands import attribute_sale
from marketplace.trading.models import Sale

SWEEP = system_actor("agency.remind_due_annuities")
UNIVERSITY, BROKER = "u1-chengdu-university", "chengdu-transfer-agency"
MANAGERS = (  # organisation, level, speciality, what the exchange did
    (BROKER, "senior", "装备制造、工业软件", "verified"),
    (UNIVERSITY, "middle", "新材料、环境保护", "verified"),
    ("chongqing-polytechnic", "junior", "新能源汽车", "pending"),
    ("chengdu-tcm-institute", "middle", "中药、食品", "returned"),
    ("tianfu-rail-institute", "junior", "轨道交通", "suspended"),
)
REASONS = {"returned": "证书扫描件缺少发证机构印章，请重新上传。", "suspended": "年度继续教育未完成，完成后恢复。"}


def acts(timeline: Timeline, world: World) -> Iterator[Act]:
    people = People(world)
    for place, row in enumerate(MANAGERS):
        yield Act(timeline.at(-60, f"10:{place * 7:02d}:00"), partial(people.register, row))
        if row[3] != "pending":
            yield Act(timeline.at(-58, f"10:{place * 7:02d}:00"), partial(people.decide, row))
    yield from Agreements(timeline, world).acts()
    yield Act(timeline.at(-8, "15:30:00"), people.attribute_certified)
    yield Act(timeline.at(-7, "15:50:00"), people.confirm)
    yield Act(timeline.at(-2, "15:30:00"), people.attribute_open)


class People:
    """The registry, and the deals attributed to its people."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.rows: dict[str, Practitioner] = {}

    def register(self, row: tuple[str, str, str, str], clock: Clock) -> None:
        organisation, level, fields, _state = row
        who = self.world.actor(organisation, Role.AGENT)
        assert who.user
        lines = [("姓名", who.user.name), ("级别", level), ("发证机构", "示范技术转移培训基地")]
        self.rows[organisation] = commands.register_practitioner(
            name=who.user.name,
            level=level,
            certificate_number=f"示范证-{who.user.number}",
            issued_by="示范技术转移培训基地",
            valid_to=clock.read().astimezone(SHANGHAI).date() + timedelta(days=500),
            fields=fields,
            consents=True,
            paper=picture("技术经理人培训证书", lines, seal="示范培训基地"),
            actor=who,
            clock=clock,
        )

    def decide(self, row: tuple[str, str, str, str], clock: Clock) -> None:
        found, state, officer = self.rows[row[0]], row[3], self.world.staff("SW", Role.OFFICER)
        told: dict[str, Any] = {"practitioner": found, "actor": officer, "clock": clock}
        if state == "returned":
            commands.return_practitioner(reason=REASONS[state], **told)
            return
        commands.verify_practitioner(**told)
        if state == "suspended":
            commands.suspend_practitioner(reason=REASONS[state], **told)

    def attribute_certified(self, clock: Clock) -> None:
        self._attribute("cascade-hydropower-software", BROKER, Attribution.Role.MATCHING, Fraction(1, 2), clock)
        self._attribute("cascade-hydropower-software", UNIVERSITY, Attribution.Role.FOR_SELLER, Fraction(1, 3), clock)

    def confirm(self, clock: Clock) -> None:
        for key in (BROKER, UNIVERSITY):
            row = Attribution.objects.get(practitioner=self.rows[key])
            commands.confirm_attribution(attribution=row, actor=self.world.actor(key, Role.AGENT), clock=clock)

    def attribute_open(self, clock: Clock) -> None:
        """The deals on their way to a contract: their people have not answered yet."""
        self._attribute("herbal-residue-fertiliser", UNIVERSITY, Attribution.Role.OTHER, Fraction(1, 10), clock)
        self._attribute("herbal-residue-fertiliser", BROKER, Attribution.Role.MATCHING, Fraction(1, 2), clock)

    def _attribute(self, listing: str, manager: str, role: str, share: Fraction, clock: Clock) -> None:
        sale = Sale.objects.get(listing=self.world.listings[listing])
        keys = {organisation.pk: key for key, organisation in self.world.organisations.items()}
        seller = self.world.actor(keys[sale.listing.lister_id], Role.AGENT)
        attribute_sale(sale=sale, practitioner=self.rows[manager], role=role, share=share, actor=seller, clock=clock)


class Agreements:
    """Five: in force, waiting for a signature, on paper, refused, ended."""

    def __init__(self, timeline: Timeline, world: World) -> None:
        self.timeline, self.world = timeline, world
        self.rows: dict[str, CustodyAgreement] = {}

    def acts(self) -> Iterator[Act]:
        at = self.timeline.at
        yield Act(at(-57, "09:30:00"), partial(self._propose, UNIVERSITY, BROKER, 500))
        yield Act(at(-55, "14:00:00"), partial(self._sign, UNIVERSITY))
        yield Act(at(-54, "16:00:00"), self._annuities)
        yield Act(at(-3, "08:30:00"), lambda clock: commands.remind_due_annuities(actor=SWEEP, clock=clock, limit=10))
        yield Act(at(-56, "09:30:00"), partial(self._propose, "panxi-vanadium-institute", BROKER, 400))
        yield Act(at(-54, "14:00:00"), partial(self._sign, "panxi-vanadium-institute"))
        yield Act(at(-25, "11:00:00"), self._terminate)
        yield Act(at(-30, "09:30:00"), partial(self._propose, "chuannan-agri-academy", BROKER, 1_500))
        yield Act(at(-28, "16:00:00"), self._refuse)
        yield Act(at(-9, "10:00:00"), partial(self._propose, "mianyang-materials-institute", "exchange-sw", 300))
        yield Act(at(-8, "11:00:00"), self._seal)
        yield Act(at(-3, "10:20:00"), partial(self._propose, "chengdu-tcm-institute", "exchange-sw", 300))
        yield Act(at(-2, "10:20:00"), partial(self._propose, BROKER, UNIVERSITY, 500))

    def _propose(self, by: str, other: str, fee_bp: int, clock: Clock) -> None:
        """From the owner to its custodian; a broker that proposes does so to the owner."""
        owner, custodian = (other, by) if by == BROKER else (by, other)
        today = clock.read().astimezone(SHANGHAI).date()
        terms = CustodyTerms(
            scopes=["list", "negotiate", "annuities"],
            all_rights=by != BROKER,
            rights=[("202110000023.2", "铸件表面力控打磨方法")] if by == BROKER else (),
            from_date=today,
            to_date=date(today.year + 1, today.month, 28),
            fee="成交后按净收入比例支付，未成交不收费。",
            fee_bp=fee_bp,
            annuities="由委托方承担，受托方到期前三十日提醒。",
        )
        self.rows[by] = commands.propose_custody(
            owner=self.world.organisations[owner],
            custodian=self.world.organisations[custodian],
            terms=terms,
            actor=self.world.actor(by, Role.AGENT),
            clock=clock,
        )

    def _sign(self, key: str, clock: Clock) -> None:
        commands.sign_custody(agreement=self.rows[key], actor=self._broker, clock=clock)

    def _annuities(self, clock: Clock) -> None:
        """One paid in time, one that falls due soon and is reminded of."""
        agreement, today = self.rows[UNIVERSITY], self.timeline.today
        paid, due = (
            commands.schedule_annuity(
                agreement=agreement,
                right_number=number,
                due_date=today + timedelta(days=days),
                amount_fen=amount_fen,
                payer="owner",
                actor=self._broker,
                clock=clock,
            )
            for number, days, amount_fen in (("202110000023.2", -30, 200_000), ("201810000951.7", 18, 400_000))
        )
        assert due.paid_date is None
        commands.record_annuity_paid(
            annuity=paid,
            paid_date=clock.read().astimezone(SHANGHAI).date(),
            evidence="示范缴费凭证 0031",
            actor=self._broker,
            clock=clock,
        )

    def _terminate(self, clock: Clock) -> None:
        last = clock.read().astimezone(SHANGHAI).date() + timedelta(days=45)
        owner = self.world.actor("panxi-vanadium-institute", Role.AGENT)
        reason = "成果改由研究所转移转化中心自行办理。"
        commands.terminate_custody(
            agreement=self.rows["panxi-vanadium-institute"], last_date=last, reason=reason, actor=owner, clock=clock
        )

    def _refuse(self, clock: Clock) -> None:
        reason = "本机构暂不承接植物新品种的托管，建议委托农业专业机构。"
        commands.refuse_custody(
            agreement=self.rows["chuannan-agri-academy"], reason=reason, actor=self._broker, clock=clock
        )

    def _seal(self, clock: Clock) -> None:
        """On paper: the owner's scan waits for an officer, who compares it with the original."""
        key = "mianyang-materials-institute"
        owner = self.world.actor(key, Role.AGENT)
        document = commands.print_custody(agreement=self.rows[key], actor=owner, clock=clock)
        upload = named(pdf(document), "盖章扫描件.pdf")
        file = store(upload=upload, purpose="sealed_scan", kinds=SCANS, actor=owner, clock=clock)
        upload_scan(document=document, file=file, actor=owner, clock=clock)

    @property
    def _broker(self) -> Actor:
        return self.world.actor(BROKER, Role.AGENT)
