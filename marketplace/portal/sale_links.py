"""Where the pages of a sale lead: the way back, the views of the list, neighbouring pages that may not exist yet."""

from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from marketplace.portal.cards import address
from marketplace.portal.context import Link
from marketplace.portal.queries.sales import Board
from marketplace.trading.models import Sale


def sales_trail() -> list[Link]:
    return [
        Link(label, url)
        for label, url in ((_("首页"), address("portal:home")), (_("竞价"), address("portal:sales")))
        if url
    ]


def sale_trail(sale: Sale) -> list[Link]:
    return [*sales_trail(), Link(sale.number, address("portal:sale", sale.number))]


def settlement_trail(sale: Sale) -> list[Link]:
    return [*sale_trail(sale), Link(_("签约与结算"), address("portal:settlement", sale.number))]


def board_links(board: Board, exchange: str) -> dict[str, object]:
    """The tabs of the list, and the pages before and after; each keeps the exchange that was asked for."""
    labels = {"": _("全部"), "running": _("正在竞价"), "coming": _("即将开始"), "finished": _("已结束")}
    return {
        "tabs": [Link(label, board_url(exchange, code), board.chosen == code) for code, label in labels.items()],
        "previous": board_url(exchange, board.chosen, board.page - 1) if board.chosen and board.page > 1 else "",
        "next": board_url(exchange, board.chosen, board.page + 1) if board.has_next else "",
    }


def board_url(exchange: str, chosen: str, page: int = 1) -> str:
    said = {"state": chosen, "exchange": exchange, "page": str(page) if page > 1 else ""}
    query = urlencode({name: value for name, value in said.items() if value})
    return f"{reverse('portal:sales')}?{query}" if query else reverse("portal:sales")
