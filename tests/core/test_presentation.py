import pytest
from django.template import Context, Template
from django.utils.translation import override

from marketplace.core.clock import shanghai
from marketplace.core.presentation import compact_amount, exact_amount, market_date, market_end, market_time


def render(source, **context):
    return Template("{% load market %}" + source).render(Context(context))


@pytest.mark.parametrize(
    ("fen", "language", "exact", "compact"),
    [
        (3_350_000_00, "zh-hans", "3,350,000.00 元", "335 万元"),
        (3_350_000_00, "en", "CNY 3,350,000.00", "CNY 3.35 million"),
        (125_000_000_00, "zh-hans", "125,000,000.00 元", "1.25 亿元"),
        (9_999_99, "zh-hans", "9,999.99 元", "9,999.99 元"),
        (55_250_00, "en", "CNY 55,250.00", "CNY 55,250.00"),
        (-280_000_00, "zh-hans", "-280,000.00 元", "-28 万元"),
        (0, "zh-hans", "0.00 元", "0.00 元"),
    ],
)
def test_amounts_are_written_in_the_readers_language(fen, language, exact, compact):
    assert exact_amount(fen, language) == exact
    assert compact_amount(fen, language) == compact


def test_instants_are_written_in_shanghai():
    moment = shanghai("2027-04-12T07:10:58.999999+00:00")

    assert market_time(moment, "zh-hans") == "2027年4月12日 15:10:58"
    assert market_time(moment, "en") == "12 Apr 2027, 15:10:58"
    assert market_date(moment, "zh-hans") == "2027年4月12日"
    assert market_date(moment, "en") == "12 Apr 2027"


def test_compact_filter_keeps_the_exact_amount_at_hand():
    with override("zh-hans"):
        html = render("{{ fen|compact }}", fen=3_350_000_00)

    assert html == (
        '<data class="compact" value="3350000.00" title="3,350,000.00 元">'
        '<span aria-hidden="true">335 万元</span><span class="unseen">3,350,000.00 元</span></data>'
    )


def test_compact_component_takes_the_focus_and_holds_both_amounts():
    with override("en"):
        html = render("{% include 'components/amount_compact.html' with fen=fen only %}", fen=3_350_000_00)

    assert 'tabindex="0"' in html
    assert 'aria-label="CNY 3.35 million, CNY 3,350,000.00"' in html


@pytest.mark.parametrize(
    "source",
    ["{{ none|yuan }}", "{{ none|compact }}", "{% money none %}", "{% instant none %}", "{{ none|market_time }}"],
)
def test_nothing_is_written_for_nothing(source):
    assert render(source, none=None) == ""


def test_money_component_sets_the_unit_apart():
    with override("zh-hans"):
        html = render("{% money fen %}", fen=55_250_00).strip()

    assert html == '<data class="amount" value="55250.00">55,250.00<span class="amount-unit">元</span></data>'


def test_component_tag_gives_its_body_and_escapes_its_parameters():
    html = render(
        "{% component 'notice' title=title %}<p>正文 {{ words }}</p>{% endcomponent %}", title="<b>", words="<i>"
    )

    assert "<p>正文 &lt;i&gt;</p>" in html
    assert "&lt;b&gt;" in html


@pytest.mark.parametrize(
    ("end", "language", "said"),
    [
        ("2027-04-09T00:00:00", "zh-hans", "2027年4月8日 24:00"),
        ("2027-01-01T00:00:00", "en", "31 Dec 2026, 24:00"),
        ("2027-04-12T15:10:58", "zh-hans", "2027年4月12日 15:10"),
    ],
)
def test_end_at_midnight_is_told_as_the_end_of_its_day(end, language, said):
    assert market_end(shanghai(end), language) == said
