import pytest

from marketplace.catalogue.fairness import local_condition


@pytest.mark.parametrize(
    "text",
    [
        "注册地在四川的企业加 5 分",
        "须为本地企业",
        "本市注册的法人",
        "在成都纳税",
        "注册于重庆市的企业",
        "住所地为四川省",
        "Bidders must be registered in Sichuan",
    ],
)
def test_condition_that_names_a_place_is_found(text):
    assert local_condition(text)


@pytest.mark.parametrize(
    "text", ["", "具有铸造生产许可证", "注册资本不低于 500 万元", "拥有成熟的机器人集成团队", "两年内无重大违法记录"]
)
def test_condition_about_ability_is_left_alone(text):
    assert local_condition(text) == ""
