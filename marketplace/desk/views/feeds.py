"""Atom and RSS feeds of the notices, one for each kind and exchange: `/notices/feeds/result-SW/atom.xml`."""

from datetime import datetime

from django.contrib.syndication.views import Feed
from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed, SyndicationFeed
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import ExchangeCode
from marketplace.desk import queries
from marketplace.desk.board import TAB_NAMES
from marketplace.desk.models import PublicNotice

LENGTH = 50
Which = tuple[str, str]


class NoticeFeed(Feed):
    """The newest notices. An item keeps its identifier for good: `urn:shuangcheng:notice:PN-2027-000042`."""

    feed_type: type[SyndicationFeed] = Atom1Feed
    subtitle = gettext_lazy("成渝双城技术交易网公告栏")

    def get_object(self, request: HttpRequest, which: str) -> Which:
        """A kind (a tab of the board, or all) and an exchange. Raises Http404 for what there is none of."""
        kind, _dash, exchange = which.partition("-")
        kind = "" if kind == "all" else kind
        if kind not in TAB_NAMES or (exchange and exchange not in ExchangeCode.values) or which.endswith("-"):
            raise Http404(_("没有这个订阅源。"))
        return kind, exchange

    def title(self, which: Which) -> str:
        kind, exchange = which
        name = str(ExchangeCode(exchange).label) if exchange else _("四家交易机构")
        return _("{exchange}公告：{kind}").format(exchange=name, kind=TAB_NAMES[kind])

    def description(self, which: Which) -> str:
        return self.title(which)

    def link(self, which: Which) -> str:
        kind, exchange = which
        return f"{reverse('desk:notices')}?kind={kind}&exchange={exchange}"

    def feed_guid(self, which: Which) -> str:
        return f"urn:shuangcheng:notices:{which[0] or 'all'}:{which[1] or 'all'}"

    def items(self, which: Which) -> QuerySet[PublicNotice]:
        kind, exchange = which
        return queries.notices(kind=kind, exchange=exchange).order_by("-id")[:LENGTH]

    def item_title(self, item: PublicNotice) -> str:
        return f"[{item.get_kind_display()}] {item.title}"

    def item_description(self, item: PublicNotice) -> str:
        return item.body

    def item_link(self, item: PublicNotice) -> str:
        return reverse("desk:notice", args=[item.number])

    def item_guid(self, item: PublicNotice) -> str:
        return f"urn:shuangcheng:notice:{item.number}"

    item_guid_is_permalink = False

    def item_pubdate(self, item: PublicNotice) -> datetime:
        return item.posted_at

    def item_updateddate(self, item: PublicNotice) -> datetime:
        return item.posted_at

    def item_author_name(self, item: PublicNotice) -> str:
        return str(item.get_exchange_display())

    def item_categories(self, item: PublicNotice) -> list[str]:
        return [item.kind, item.exchange]


class RssFeed(NoticeFeed):
    feed_type = Rss201rev2Feed
