"""A real browser on the live server: fixtures `page` (1280 pixels wide) and `phone` (360)."""

import os
import shutil
from contextlib import contextmanager

import pytest
from playwright.sync_api import expect, sync_playwright

FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PATIENCE_MS = 10_000  # a busy machine is no failure
PARTS = ("stylesheet", "script", "image", "font")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items):
    """Browser tests come last: playwright leaves an event loop running, where `asyncio.run` refuses to start."""
    items.sort(key=lambda item: item.get_closest_marker("browser") is not None)


@pytest.fixture(scope="session")
def chromium():
    """Debian's Chromium, driven by playwright; no browser is ever downloaded."""
    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if path is None:
        if os.environ.get("SHUANGCHENG_REQUIRE_BROWSER") == "1":
            pytest.fail("Chromium is missing and SHUANGCHENG_REQUIRE_BROWSER=1: install the package chromium.")
        pytest.skip("Chromium is not installed (package chromium).")
    # Playwright keeps an event loop running in this thread, where Django would refuse the ORM to a test.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    expect.set_options(timeout=PATIENCE_MS)
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def page(chromium, live_server):
    with visit(chromium, live_server.url, width=1280, height=800) as page:
        yield page


@pytest.fixture
def phone(chromium, live_server):
    with visit(chromium, live_server.url, width=360, height=740) as page:
        yield page


def fits_the_screen(page):
    """Whether nothing makes a page scroll sideways, once its style sheets are there."""
    page.wait_for_load_state("load")
    return page.evaluate("() => document.documentElement.scrollWidth <= document.documentElement.clientWidth")


@contextmanager
def visit(chromium, origin, *, width, height):
    """A fresh visitor; leaving fails if a page asked another origin for anything or had an error."""
    context = chromium.new_context(base_url=origin, locale="zh-CN", viewport={"width": width, "height": height})
    context.set_default_timeout(PATIENCE_MS)
    faults = []

    def local_only(route):
        if route.request.url.startswith(origin):
            return route.continue_()
        faults.append(f"foreign request {route.request.url}")
        return route.abort()

    def note_answer(response):
        # A page or a form may be refused on purpose; what a page is made of may not.
        if response.status >= 400 and response.request.resource_type in PARTS:
            faults.append(f"{response.status} for {response.url}")

    def note_words(said):
        if said.type == "error" and not said.text.startswith("Failed to load resource"):
            faults.append(f"console {said.text}")

    def listen(page):
        page.on("pageerror", lambda error: faults.append(f"script error {error}"))
        page.on("response", note_answer)
        page.on("console", note_words)

    context.route(lambda url: url.startswith(("http:", "https:", "ws:")), local_only)
    context.on("page", listen)
    yield context.new_page()
    context.close()
    assert faults == []
