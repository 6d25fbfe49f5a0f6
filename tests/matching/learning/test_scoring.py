"""The ranking, as it ships and as it learns, on texts that tell who belongs to whom."""

import numpy as np
import pytest

from marketplace.matching.learning.scoring import Asked, score
from marketplace.matching.learning.texts import Text

KNOWN = {
    "ipc": ["电池；燃料电池；蓄电池", "水、废水、污水的处理", "焊接；激光加工", "食品的保存", "道路车辆的制动"],
    "industries": ["电池制造", "污水处理及其再生利用", "金属切割及焊接设备制造", "食品制造业", "汽车零部件制造"],
}
NEEDS = {
    "battery": Text("锂离子电池防爆", "锂电池在过充和针刺时起火，需要更安全的隔膜或电解液。"),
    "water": Text("印染废水脱色", "印染厂废水色度高，需要低成本的脱色和回用工艺。"),
    "empty": Text("", ""),
}
SEPARATOR, ELECTROLYTE = Text("陶瓷 涂覆 锂电池 隔膜"), Text("阻燃 锂离子 电池 电解液 添加剂")
DYE, MEMBRANE = Text("印染 废水 臭氧 催化 脱色"), Text("印染 废水 膜 回用 装置")
BISCUIT, BRAKE = Text("饼干 烘焙 生产线"), Text("汽车 制动 盘 铸造")
LISTINGS = [SEPARATOR, ELECTROLYTE, DYE, MEMBRANE, BISCUIT, BRAKE]


def scores(need, listings=LISTINGS, taught=()):
    judged = score(NEEDS, [*(Asked(need, listing) for listing in listings), *taught], KNOWN)
    return judged.scores, judged.estimates


def ordered(need, taught=()):
    found, _estimates = scores(need, taught=taught)
    return [LISTINGS[place] for place in np.argsort(-found)]


def test_what_a_need_speaks_of_comes_first_without_any_feedback():
    assert set(ordered("battery")[:2]) == {SEPARATOR, ELECTROLYTE}
    assert set(ordered("water")[:2]) == {DYE, MEMBRANE}


def test_estimates_are_grades_and_rise_with_the_score():
    _found, estimates = scores("battery")

    assert ((estimates >= 1) & (estimates <= 4)).all()
    assert estimates[0] > estimates[4]


@pytest.mark.parametrize("text", ["", "12345 67890", "only latin words", "\x00\x07", "电" * 100_000])
def test_any_text_gets_a_finite_score(text):
    found, estimates = scores("battery", [*LISTINGS, Text(text)])

    assert np.isfinite(found).all()
    assert np.isfinite(estimates).all()


def test_need_that_says_nothing_gets_finite_scores():
    assert np.isfinite(scores("empty")[0]).all()


def test_answer_of_a_need_lifts_what_is_like_the_listing_it_praised():
    praised, refused = Asked("battery", Text("锂电池 电解液 阻燃"), 4), Asked("battery", Text("锂电池 隔膜 陶瓷"), 1)
    before, _estimates = scores("battery")

    after, _estimates = scores("battery", taught=[praised, refused])

    assert (after[1] - after[0]) > (before[1] - before[0])


def test_answer_of_a_like_need_is_learned_from_too():
    needs = NEEDS | {"cells": Text("动力锂电池安全", "锂电池过充起火，需要更安全的电解液。")}
    taught = [Asked("cells", Text("锂电池 电解液 阻燃"), 4), Asked("cells", Text("锂电池 隔膜 陶瓷"), 1)]
    asked = [Asked("battery", listing) for listing in LISTINGS]

    before = score(needs, asked, KNOWN).scores
    after = score(needs, [*asked, *taught], KNOWN).scores

    assert (after[1] - after[0]) > (before[1] - before[0])


def test_same_pairs_get_the_same_scores_again():
    taught = [Asked("water", DYE, 4), Asked("water", BRAKE, 1)]

    np.testing.assert_array_equal(scores("water", taught=taught)[0], scores("water", taught=taught)[0])


def test_nothing_asked_is_nothing_answered():
    assert len(score(NEEDS, [], KNOWN).scores) == 0
