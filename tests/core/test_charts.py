from xml.etree import ElementTree

from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from marketplace.core.charts import (
    Bar,
    BidMark,
    PriceScale,
    Share,
    TimeScale,
    bars,
    bid_line,
    percent,
    round_step,
    shares,
)
from marketplace.core.clock import shanghai

SVG_LOOKS = {"style", "fill", "stroke", "font-family"}


def at(time):
    return shanghai(f"2027-04-12T{time}")


def s1_chart():
    return bid_line(
        "bids",
        "出价过程",
        bids=[
            BidMark(at("09:15:00"), 2_800_000_00, label="B1"),
            BidMark(at("10:02:10"), 2_900_000_00, label="B2"),
            BidMark(at("10:05:00"), 2_960_000_00, accepted=False, label="B3"),
            BidMark(at("14:56:30"), 3_050_000_00, label="B1"),
            BidMark(at("15:00:59"), 3_200_000_00, label="B3"),
            BidMark(at("15:05:58"), 3_350_000_00, label="B2"),
        ],
        starts_at=at("09:00:00"),
        ends_at=at("15:10:58"),
        reserve_fen=3_000_000_00,
        late_from=at("14:55:00"),
        extended_to=[at("15:01:30"), at("15:05:59"), at("15:10:58")],
    )


def of_kind(chart, kind):
    return [element for element in ElementTree.fromstring(chart).iter() if kind in element.get("class", "").split()]


def test_bid_line_shows_every_bid_the_reserve_and_the_extensions():
    chart = s1_chart()

    assert len(of_kind(chart, "chart-dot")) == 5
    assert len(of_kind(chart, "chart-dot-last")) == 1
    assert len(of_kind(chart, "chart-cross")) == 1
    assert len(of_kind(chart, "chart-mark")) == 1
    assert len(of_kind(chart, "chart-tick")) == 3


def test_bid_line_without_reserve_or_late_window_draws_neither():
    chart = bid_line(
        "bids",
        "出价过程",
        bids=[BidMark(at("09:15:00"), 2_800_000_00)],
        starts_at=at("09:00:00"),
        ends_at=at("15:00:00"),
    )

    assert of_kind(chart, "chart-mark") == []
    assert of_kind(chart, "chart-late") == []


def test_bid_line_describes_itself_in_words():
    with override("zh-hans"):
        chart = ElementTree.fromstring(s1_chart())

    assert chart.get("role") == "img"
    assert chart.get("aria-labelledby") == chart.find("title").get("id")
    assert chart.get("aria-describedby") == chart.find("desc").get("id")
    assert chart.find("desc").text == "5 次有效出价，从 2,800,000.00 元 到 3,350,000.00 元，竞价于 15:10:58 结束。"


def test_bars_scale_from_zero_to_the_largest():
    chart = bars("fees", "服务费", [Bar("E1", 55_250_00, strong=True), Bar("SW", 120_500_00), Bar("CQ", 23_450_00)])

    assert [bar.get("width") for bar in of_kind(chart, "chart-bar-strong")] == ["45.85%"]
    assert [bar.get("width") for bar in of_kind(chart, "chart-bar")] == ["100.00%", "19.46%"]


def test_bars_of_nothing_are_empty_and_not_an_error():
    chart = bars("fees", "服务费", [Bar("E1", 0)])

    assert [bar.get("width") for bar in of_kind(chart, "chart-bar")] == ["0.00%"]


def test_shares_stand_one_after_the_other():
    chart = shares(
        "split", "分成", [Share("SW", 66_300_00, "60%"), Share("CQ", 33_150_00, "30%"), Share("基金", 11_050_00, "10%")]
    )

    parts = [of_kind(chart, f"chart-share-{i}")[0] for i in range(3)]
    assert [(part.get("x"), part.get("width")) for part in parts] == [
        ("0.00%", "60.00%"),
        ("60.00%", "30.00%"),
        ("90.00%", "10.00%"),
    ]


def test_words_are_escaped():
    chart = bars("fees", "<b>服务费</b>", [Bar("<script>alert(1)</script>", 1)])

    assert "<script>" not in chart
    assert "<b>" not in chart


def test_charts_leave_looks_to_the_style_sheet():
    for chart in (s1_chart(), bars("a", "a", [Bar("E1", 1)]), shares("b", "b", [Share("SW", 1, "100%")])):
        for element in ElementTree.fromstring(chart).iter():
            assert SVG_LOOKS.isdisjoint(element.attrib)


def test_late_window_takes_half_of_the_width():
    scale = TimeScale(at("09:00:00"), at("15:10:58"), late_from=at("14:55:00"))

    assert [percent(scale(at(time))) for time in ("09:00:00", "14:55:00", "15:10:58")] == [
        "15.00%",
        "50.00%",
        "100.00%",
    ]


@given(st.lists(st.integers(1, 10**15), min_size=1, max_size=30))
def test_price_scale_encloses_every_price_with_few_round_ticks(prices):
    scale = PriceScale(prices)

    assert scale.low_fen < min(prices)
    assert max(prices) <= scale.high_fen
    assert 2 <= len(scale.ticks()) <= 7


@given(st.integers(1, 10**15))
def test_round_step_is_one_two_or_five_times_a_power_of_ten(wanted):
    step = round_step(wanted)

    assert step >= wanted
    assert str(step).rstrip("0") in ("1", "2", "5")
