"""Every page in both languages, from realistic states, and what must never stand on one."""

import pytest
from django.conf import settings
from django.template import engines

from accounts.models import Role
from marketplace.audit.following import settle
from marketplace.jobs import commands as jobs
from marketplace.matching.models import Match
from tests.accounts.factories import actor, exchange, officer, organisation
from tests.catalogue.factories import (
    accepted_listing,
    agent_of,
    listing,
    need,
    owner,
    published_listing,
    submitted_listing,
)
from tests.portal.support import signed_in
from tests.support.markup import offences, untranslated
from tests.trading import factories as trading

pytestmark = pytest.mark.django_db
LANGUAGES = ["zh-hans", "en"]


class Unknown(str):
    """Collects what a template asks of an object that has no such thing; plain names are a component's optional words."""

    def __init__(self) -> None:
        self.found: set[str] = set()

    def __contains__(self, sign: object) -> bool:
        return sign == "%s"

    def __mod__(self, variable: object) -> str:
        self.found |= {str(variable)} if "." in str(variable) else set()
        return ""

    def __bool__(self) -> bool:
        return True


@pytest.fixture
def unknown():
    """The variables that the templates of a test did not find."""
    engine = engines["django"].engine
    before, engine.string_if_invalid = engine.string_if_invalid, Unknown()
    yield engine.string_if_invalid.found
    engine.string_if_invalid = before


@pytest.fixture
def market():
    """A market with something on every page: the parties by name."""
    supplier, seeker = agent_of(None), actor()
    co_owner = agent_of(None)
    offered = published_listing(lister=supplier, technology_field="advanced_manufacturing")
    wanted = need(seeker=seeker, ipc_codes=["B24B 27/00"], budget_high_fen=500_000_00)
    listing(lister=supplier)
    shares = [owner(supplier.organisation, "3/5"), owner(co_owner.organisation, "2/5")]
    shared = accepted_listing(lister=supplier, owners=shares)
    submitted_listing(lister=supplier)
    organisation(home_exchange="SW")
    trading.sale()
    trading.settled_sale()
    settle()
    jobs.start(kind="catalogue.import_listings", title="导入示范文件", total=100, actor=supplier)
    return {
        "stranger": None,
        "supplier": supplier,
        "seeker": seeker,
        "co_owner": co_owner,
        "officer": officer("SW"),
        "newcomer": actor(organisation(), [Role.ADMIN]),
        "listing": offered.number,
        "shared": shared.number,
        "need": wanted.number,
        "match": Match.objects.get(listing=offered, need=wanted).number,
    }


PAGES = [
    ("stranger", "/"),
    ("stranger", "/search/?q={word}"),
    ("stranger", "/listings/"),
    ("stranger", "/listings/?exchange=SW&ipc=B24B&mode=assignment&price_mode=bidding"),
    ("stranger", "/listings/?q={word}"),
    ("stranger", "/needs/?q={word}"),
    ("stranger", "/listings/{listing}/"),
    ("stranger", "/needs/{need}/"),
    ("stranger", "/fees/"),
    ("stranger", "/fees/?price=1e5"),
    ("supplier", "/listings/{listing}/"),
    ("co_owner", "/listings/{shared}/"),
    ("officer", "/listings/{shared}/"),
    ("seeker", "/needs/{need}/"),
    ("supplier", "/workspace/"),
    ("seeker", "/workspace/"),
    ("co_owner", "/workspace/"),
    ("officer", "/workspace/"),
    ("newcomer", "/workspace/"),
    ("supplier", "/matches/"),
    ("seeker", "/matches/?view=over"),
    ("seeker", "/matches/{match}/"),
    ("supplier", "/jobs/"),
    ("seeker", "/jobs/"),
    ("officer", "/desk/"),
]


def left_in_chinese(page):
    """A page may be named by a thing that has a Chinese name only; a title element cannot mark its language."""
    return [words for words in untranslated(page) if not words.endswith("· Shuangcheng")]


@pytest.mark.parametrize("language", LANGUAGES)
def test_pages_keep_to_the_house_in_both_languages(client, market, unknown, language):
    for who, address in PAGES:
        signed_in(client, market[who])
        client.cookies[settings.LANGUAGE_COOKIE_NAME] = language

        answer = client.get(address.format(**market, word="打磨" if language == "zh-hans" else "rotor"))

        page = answer.content.decode()
        told = (who, address)
        assert (answer.status_code, *told) == (200, *told)
        assert (offences(page), *told) == ([], *told)
        assert ([sign for sign in ("{{", "{%") if sign in page], *told) == ([], *told)
        assert (unknown, *told) == (set(), *told)
        assert (left_in_chinese(page) if language == "en" else [], *told) == ([], *told)


def test_empty_market_says_what_to_do(client):
    exchange("SW")

    page = client.get("/").content.decode()

    assert "还没有挂牌的成果" in page
    assert "没有找到符合条件的内容" in client.get("/listings/").content.decode()


@pytest.mark.parametrize("address", ["/workspace/", "/matches/", "/jobs/", "/desk/"])
def test_own_pages_ask_a_stranger_to_sign_in(client, address):
    answer = client.get(address)

    assert (answer.status_code, answer.url) == (302, f"/accounts/login/?next={address}")


def test_figures_of_the_home_page_are_counted(client, market):
    page = client.get("/").context["home"]

    assert [(figure.label, figure.value) for figure in page.figures] == [
        ("挂牌成果", "2"),
        ("征集中的需求", "1"),
        ("已认证单位", "6"),
        ("双方已对接", "0"),
        ("竞价成交", "1"),
    ]
    assert [card.sale.state for card in page.sales] == ["announced"]
