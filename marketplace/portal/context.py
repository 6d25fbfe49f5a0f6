"""What every page shows around its content: navigation, account, sandbox strip."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from accounts.rules import acts_for_verified, is_exchange_staff, is_officer_of
from marketplace.cashier.rules import may_look
from marketplace.core import sandbox_clock
from marketplace.messages.queries import unread
from marketplace.messages.rules import may_tend
from marketplace.messages.views.events import stream_address
from marketplace.reporting.rules import may_see_conversion, may_see_supervision
from marketplace.simulation.rules import may_simulate


class Link(NamedTuple):
    label: str
    url: str
    current: bool = False


class Account(NamedTuple):
    signed_in: bool
    name: str = ""
    organisation: str = ""
    links: Sequence[Link] = ()
    sign_in_url: str = ""
    sign_up_url: str = ""
    sign_out_url: str = ""


class SandboxStrip(NamedTuple):
    now: datetime
    shifted: bool
    frozen: bool
    url: str


class Chrome:
    """Read lazily by the templates: a page without a header asks nothing of the database."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    @cached_property
    def navigation(self) -> list[Link]:
        """The main navigation; a page that does not exist yet is left out."""
        return self.links(
            (_("首页"), "portal:home"),
            (_("成果"), "portal:listings"),
            (_("需求"), "portal:needs"),
            (_("竞价"), "portal:sales"),
            (_("公告"), "desk:notices"),
            (_("工作台"), "portal:workspace"),
            *self.staff_pages(),
            (_("规则"), "portal:rules"),
            *self.visitor_pages(),
        )

    def visitor_pages(self) -> list[tuple[str, str]]:
        """What gives way to the desk where one works for an exchange or supervises: the line holds no more at 1280 pixels."""
        return [] if self.staff_pages() else [(_("收费测算"), "portal:fees")]

    def staff_pages(self) -> list[tuple[str, str]]:
        """The desk, for the staff of an exchange; supervision for them and for supervisors."""
        actor = getattr(self.request, "actor", None)
        if actor is None or not may_see_supervision(actor):
            return []
        desk = [(_("业务台"), "portal:desk")] if is_exchange_staff(actor) else []
        return [*desk, (_("监管与统计"), "reporting:home")]

    @cached_property
    def footer(self) -> list[Link]:
        return self.links(
            (_("规则与版本"), "portal:rules"),
            (_("收费测算"), "portal:fees"),
            (_("收费标准一览"), "fees:schedules"),
            (_("揭榜挂帅"), "commissioning:calls"),
            (_("许可条件"), "licensing:offers"),
            (_("核验合同签名"), "contracts:signatures"),
            (_("成交统计"), "reporting:statistics"),
            (_("匹配质量"), "portal:match_quality"),
            (_("双随机抽查"), "reporting:samplings"),
            (_("核对证据包"), "reporting:check_pack"),
            (_("业务能力"), "rulebook:capabilities"),
            (_("合作协议"), "rulebook:agreements"),
            (_("分类与参考表"), "catalogue:taxonomies"),
            (_("技术经理人"), "agency:practitioners"),
            (_("工作日历"), "rulebook:calendar"),
            (_("核验文书"), "documents:check"),
            (_("开放接口"), "api-docs"),
            (_("设计样式"), "portal:style"),
        )

    @cached_property
    def account(self) -> Account:
        user = getattr(self.request, "user", None)
        if user is None or not user.is_authenticated:
            return Account(False, sign_in_url=address("account_login"), sign_up_url=address("account_signup"))
        actor = getattr(self.request, "actor", None)
        organisation = getattr(actor, "organisation", None)
        return Account(
            True,
            name=str(user),
            organisation=str(organisation or ""),
            links=self.links(
                (_("工作台"), "portal:workspace"),
                *([(_("我的期限"), "portal:deadlines")] if organisation else []),
                (_("我的单位"), "accounts:mine"),
                (_("资金账户"), "ledger:accounts"),
                *([(_("收款台"), "cashier:desk")] if actor and may_look(actor) else []),
                (_("文书"), "documents:index"),
                *([(_("缴费与发票"), "fees:notices")] if organisation else []),
                (_("成果托管"), "agency:custodies"),
                *(
                    [(_("报名邀请"), "portal:invitations")]
                    if actor and acts_for_verified(actor) and not is_exchange_staff(actor)
                    else []
                ),
                (_("合同文本"), "contracts:deeds"),
                (_("技术合同认定登记"), "registry:filings"),
                *([(_("协议磋商"), "portal:negotiations")] if organisation else []),
                (_("许可"), "licensing:licences"),
                (_("揭榜方案"), "commissioning:solutions"),
                (_("需求对接"), "commissioning:threads"),
                (_("委托项目"), "commissioning:engagements"),
                (_("收益分配"), "proceeds:overview"),
                *([(_("认证审核"), "accounts:queue")] if actor and is_exchange_staff(actor) else []),
                *([(_("收费影响测算"), "simulation:simulations")] if actor and may_simulate(actor) else []),
                *([(_("原系统数据"), "network:transfers")] if actor and is_officer_of(actor, actor.exchange) else []),
                *([(_("外部成交登记"), "network:deals")] if organisation else []),
                *(
                    [(_("成果转化年度报告"), "reporting:conversion")]
                    if actor and organisation and may_see_conversion(actor)
                    else []
                ),
                (_("站内信"), "messages:inbox"),
                *([(_("发送异常"), "messages:troubles")] if actor and may_tend(actor) else []),
                (_("接口令牌"), "accounts:tokens"),
                (_("登录安全"), "mfa_index"),
                (_("手机号"), "account_change_phone"),
                (_("修改密码"), "account_change_password"),
            ),
            sign_out_url=address("account_logout"),
        )

    @cached_property
    def unread(self) -> int:
        """How many messages the person has not read."""
        user = getattr(self.request, "user", None)
        return unread(user) if user is not None and user.is_authenticated else 0

    @cached_property
    def hints(self) -> str:
        """Where the bell listens."""
        actor = getattr(self.request, "actor", None)
        return stream_address(actor) if actor is not None and actor.user else ""

    @cached_property
    def sandbox(self) -> SandboxStrip | None:
        state = sandbox_clock.state()
        if state is None:
            return None
        return SandboxStrip(state.now, state.is_shifted, state.frozen, address("sandbox:clock"))

    def links(self, *named: tuple[str, str]) -> list[Link]:
        here = self.request.path
        found = [(label, address(name)) for label, name in named]
        return [Link(label, url, here == url or (url != "/" and here.startswith(url))) for label, url in found if url]


def address(name: str) -> str:
    """The address of a page by its name, or nothing while the page does not exist."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


def chrome(request: HttpRequest) -> dict[str, Chrome]:
    """Context processor."""
    return {"chrome": Chrome(request)}
