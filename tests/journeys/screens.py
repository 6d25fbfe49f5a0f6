"""What journeys in browsers share: everybody of a cast in a browser of their own, dialogs, money that comes."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

from tests.journeys.casting import Cast
from tests.portal.browsing import sign_in
from tests.support.browser import fits_the_screen, visit

PHONE, DESK = 360, 1280


@contextmanager
def browsers(
    chromium: Any, origin: str, cast: Cast, *names: str, phones: tuple[str, ...] = ()
) -> Iterator[dict[str, Any]]:
    """Signed-in pages of some of a cast by their names; those of `phones` are 360 pixels wide."""
    with ExitStack() as open_browsers:
        pages = {}
        for name in names:
            width = PHONE if name in phones else DESK
            page = open_browsers.enter_context(visit(chromium, origin, width=width, height=800))
            sign_in(page, origin, cast.actors[name])
            pages[name] = page
        yield pages


def confirmed(page: Any, label: str) -> None:
    """A button that opens a dialog, and the one in it."""
    page.locator("main").get_by_role("button", name=label, exact=True).first.click()
    with page.expect_navigation():
        page.locator("dialog[open]").get_by_role("button", name=label, exact=True).click()


def pressed(page: Any, label: str) -> None:
    """A button that sends its form, and the page that answers; which fits its screen."""
    with page.expect_navigation():
        page.locator("main").get_by_role("button", name=label, exact=True).first.click()
    assert fits_the_screen(page)


def arrived(clerk: Any, cashier: Any, link: str, *, payer: str, line: str, yuan: str) -> None:
    """到账确认: the officer enters what the bank says came, finance confirms it."""
    clerk.get_by_role("link", name=link).first.click()
    told = {"付款户名": payer, "付款账号": "6222000011112222", "银行流水号": line, "到账金额": yuan}
    for label, value in told.items():
        clerk.get_by_label(label).fill(value)
    with clerk.expect_navigation():
        clerk.locator("main").get_by_role("button", name="提出，待另一人确认").click()
    cashier.goto(clerk.url)
    with cashier.expect_navigation():
        cashier.locator("main").get_by_role("button", name="确认到账并入账").click()


def bid(page: Any, yuan: str) -> None:
    """Two taps: look at the price, then confirm it."""
    page.get_by_label("我的出价").fill(yuan)
    page.get_by_role("button", name="下一步：核对报价").click()
    page.get_by_role("button", name="确认报价").click()
