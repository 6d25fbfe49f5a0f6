"""Where a visitor's tour stands: read from the market's own rows, but for the pages that leave no trace there."""

from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.actor import Actor
from marketplace.catalogue.models import Need
from marketplace.core import sandbox_clock
from marketplace.core.money import plain_yuan
from marketplace.core.sandbox_clock import SandboxState
from marketplace.fees.models import Side
from marketplace.fees.queries import Comparison, compare
from marketplace.matching.models import Match
from marketplace.sandbox import cast
from marketplace.sandbox.models import TourLot
from marketplace.trading.models import Certificate, Registration, Sale

FIND, MATCH, REGISTER, BID, SETTLE, CHECK, COMPARE = range(1, 8)
STEPS = (FIND, MATCH, REGISTER, BID, SETTLE, CHECK, COMPARE)
WORDS = "机器人打磨"


@dataclass(frozen=True, slots=True)
class Progress:
    """What the visitor's browser remembers: the lot, and which pages of the tour were seen."""

    lot: int = 0
    seen: frozenset[int] = frozenset()

    @classmethod
    def read(cls, text: str) -> "Progress":
        lot, _colon, seen = text.partition(":")
        return cls(int(lot), frozenset(int(step) for step in seen.split(",") if step)) if lot.isdigit() else cls()

    def __str__(self) -> str:
        return f"{self.lot}:{','.join(map(str, sorted(self.seen)))}"

    def with_seen(self, step: int) -> "Progress":
        return Progress(self.lot, self.seen | {step})


@dataclass(frozen=True, slots=True)
class Step:
    number: int
    title: str
    text: str
    href: str
    state: str  # done, now, or empty


@dataclass(frozen=True, slots=True)
class Tariff:
    """What one price costs under one schedule, in fen."""

    title: str
    calibre: str
    each_fen: int
    both_fen: int


@dataclass
class Tour:
    """One visitor's tour."""

    actor: Actor
    progress: Progress = field(default_factory=Progress)

    @cached_property
    def lot(self) -> TourLot | None:
        found = TourLot.objects.select_related("sale__listing__lister", "sale__leading_registration__organisation")
        return found.filter(pk=self.progress.lot).first() if self.progress.lot else None

    @property
    def sale(self) -> Sale:
        assert self.lot
        return self.lot.sale

    @cached_property
    def robots(self) -> dict[int, str]:
        """Organisations of the robots with their labels."""
        return {robot.organisation.pk: str(robot.user) for robot in map(cast.person, cast.ROBOTS) if robot.organisation}

    @cached_property
    def own(self) -> Registration | None:
        """The visitor's registration, as whomever."""
        if not self.lot:
            return None
        others = self.sale.registrations.exclude(organisation__in=self.robots)
        return others.select_related("organisation").order_by("pk").first()

    @property
    def acts(self) -> bool:
        """Whether the visitor is signed in as the party that bids."""
        return self.actor.acts_for(self.own.organisation) if self.own else self.actor.user is not None

    @property
    def rivals(self) -> list[tuple[str, str]]:
        """The robots by label and bidder code."""
        rows = self.sale.registrations.filter(organisation__in=self.robots).order_by("pk")
        return [(self.robots[row.organisation_id], row.code) for row in rows]

    @property
    def qualified(self) -> bool:
        return bool(self.own and self.own.state != Registration.State.REGISTERED)

    @property
    def is_over(self) -> bool:
        return bool(self.lot) and self.sale.is_over

    @property
    def leads(self) -> bool:
        return bool(self.own and self.own.pk == self.sale.leading_registration_id)

    @property
    def lost(self) -> bool:
        """The bidding ended, and somebody else or nobody has won."""
        return self.is_over and not (self.leads and self.sale.state in Sale.DECIDED)

    @cached_property
    def certificate(self) -> Certificate | None:
        return self.sale.certificates.order_by("-pk").first() if self.lot else None

    @cached_property
    def match(self) -> Match | None:
        """The match of the lot with a need of the visitor's organisation, once the worker has found it."""
        if not self.lot:
            return None
        needs = Need.objects.filter(organisation=cast.person(cast.VISITOR).organisation)
        return Match.objects.filter(listing=self.sale.listing, need__in=needs).order_by("-score").first()

    @cached_property
    def comparison(self) -> Comparison:
        return compare(self.price_fen)

    @property
    def price_fen(self) -> int:
        return (self.sale.leading_fen if self.lot else None) or 3_350_000_00

    @cached_property
    def done(self) -> frozenset[int]:
        if not self.lot:
            return frozenset()
        facts = {
            FIND: FIND in self.progress.seen or self.own is not None,
            MATCH: MATCH in self.progress.seen or self.own is not None,
            REGISTER: self.qualified,
            BID: self.is_over and not self.lost,
            SETTLE: self.certificate is not None,
            CHECK: CHECK in self.progress.seen and self.certificate is not None,
            COMPARE: COMPARE in self.progress.seen,
        }
        return frozenset(step for step, holds in facts.items() if holds)

    @property
    def now(self) -> int:
        """The step to take next; 0 before the start, 8 once all are done."""
        return next((step for step in STEPS if step not in self.done), len(STEPS) + 1) if self.lot else 0

    @property
    def steps(self) -> list[Step]:
        return [
            Step(
                number,
                title,
                text,
                reverse("sandbox:step", args=[number]) if self.reaches(number) else "",
                "done" if number in self.done else "now" if number == self.now else "",
            )
            for number, (title, text) in enumerate(told(), start=1)
        ]

    @property
    def tariffs(self) -> list[Tariff]:
        """The unified schedule and the two legacy ones, side by side."""
        return [
            Tariff(
                line.schedule.local_title,
                line.schedule.local_calibre,
                line.amount_fen,
                line.amount_fen + self.comparison.amount(line.schedule.code, Side.SELLER),
            )
            for line in self.comparison.lines
            if line.side == Side.BUYER
        ]

    @cached_property
    def moment(self) -> SandboxState:
        state = sandbox_clock.state()
        assert state
        return state

    @property
    def may_sign(self) -> bool:
        """Whether the contract waits for the visitor."""
        return self.sale.state == Sale.State.WON and not self.sale.contract.buyer_signed_at

    @property
    def advice(self) -> str:
        """What to do at the present step, in a sentence or two."""
        return advice(self)

    @property
    def words(self) -> dict[str, str]:
        """What the buttons say."""
        return {
            "go": _("去办理"),
            "return": _("回到竞买人的身份"),
            "deposit": _("让对方办理：确认保证金到账"),
            "end": _("跳到本场结束"),
            "sign": _("签署合同"),
            "others": _("让对方办理"),
        }

    @property
    def current(self) -> Step | None:
        return self.steps[self.now - 1] if self.now in STEPS else None

    def reaches(self, step: int) -> bool:
        """Whether a step's page exists yet."""
        if not self.lot:
            return False
        return {SETTLE: self.is_over and not self.lost, CHECK: self.certificate is not None}.get(step, True)

    def page(self, step: int) -> str:
        """The page of the market where a step is taken."""
        if step == FIND:
            return f"{reverse('portal:listings')}?{urlencode({'q': WORDS})}"
        if step == MATCH:
            return reverse("portal:match", args=[self.match.number]) if self.match else reverse("portal:matches")
        if step in (REGISTER, BID):
            return reverse("portal:sale", args=[self.sale.number])
        if step == SETTLE:
            return reverse("portal:settlement", args=[self.sale.number])
        if step == CHECK and self.certificate:
            return reverse("portal:certificate", args=[self.certificate.number])
        return f"{reverse('portal:fees')}?{urlencode({'price': plain_yuan(self.price_fen), 'unit': 'yuan'})}"


def told() -> list[tuple[str, str]]:
    """What one does at each step, and what one sees."""
    return [
        (_("查找成果"), _("在四家机构的全部成果中查找“机器人打磨”，中文、英文都行。")),
        (_("看匹配"), _("成果挂牌几秒后，后台已把它与您的需求配对，并写明分数和理由。")),
        (_("登记竞买"), _("登记、交纳保证金；对方业务员在沙盒里随即确认到账。")),
        (_("与机器人竞价"), _("两个标明身份的机器人实时应价，各有限额。出价高过它们即可胜出。")),
        (_("签约与结算"), _("双方签约、付清价款，服务费在三家机构之间分到分。")),
        (_("验证鉴证书"), _("任何人都能验证。改动其中一个字节，验证立即失败。")),
        (_("比较收费"), _("同一成交价，按统一示例标准和两家原示例标准各收多少。")),
    ]


def advice(tour: Tour) -> str:
    """What to do at the present step."""
    if not tour.acts:
        return _("您现在是另一个身份。先回到竞买人的身份，再继续。")
    if tour.now == REGISTER:
        return (
            _("已登记，等保证金。点“让对方办理”，业务员随即确认到账。")
            if tour.own
            else _("在竞价页登记竞买，然后回到这里。")
        )
    if tour.now == BID:
        if tour.leads:
            return _("您正领先。机器人还会应价就再等几秒；不再应价时，可让市场时间跳到本场结束。")
        return _("在竞价页出价。保留价是密封的，出到 320 万元以上机器人就不再跟。")
    if tour.now == SETTLE:
        if tour.may_sign:
            return _("您已竞得。请签署合同；其余由对方办理：退还保证金、签约、付款、结算、出证。")
        return _("您已签署合同。点“让对方办理”：对方签约，价款到账，结算划款，出具鉴证书。")
    return {
        FIND: _("搜索在几毫秒内完成。点开那件“导览”成果，看看披露了什么，然后回到这里。"),
        MATCH: _("看匹配的分数和理由；可以接受，也可以先不答复。"),
        CHECK: _("打开鉴证书，验证它；再改动一个字节，看哪一项检查失败。"),
        COMPARE: _("看同一成交价在各标准下每一段怎样计费。"),
    }.get(tour.now, "")


def running_lots(at: datetime) -> list[TourLot]:
    """The lots in which a robot may have something to say."""
    open_now = TourLot.objects.filter(sale__state=Sale.State.OPEN, sale__opens_at__lte=at, sale__ends_at__gt=at)
    return list(open_now.order_by("id"))
