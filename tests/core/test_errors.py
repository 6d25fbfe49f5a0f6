import pytest
from django.utils.translation import gettext_lazy as _

from marketplace.core.errors import Forbidden, Invalid, Refused, refusal, require
from marketplace.core.validation import words


@refusal(_("只有成年人可以报价"), rule="R-BID-12")
def may_bid(actor, sale, age=0):
    return actor == sale and age >= 18


def test_require_lets_pass_whoever_may():
    require(may_bid, "a", "a", age=18)


def test_require_refuses_in_the_words_of_the_predicate():
    with pytest.raises(Forbidden) as forbidden:
        require(may_bid, "a", "a", age=17)

    refused = forbidden.value
    assert (str(refused), refused.rule, refused.code, refused.status) == (
        "只有成年人可以报价 (R-BID-12)",
        "R-BID-12",
        "may_bid",
        403,
    )


def test_require_names_a_predicate_without_words():
    with pytest.raises(Forbidden, match="<lambda>"):
        require(lambda actor: False, "a")


def test_invalid_leads_with_its_first_field():
    invalid = Invalid(fields={"price": [], "title": ["请填写名称。"]}, rule="R-LST-04")

    assert str(invalid) == "请填写名称。 (R-LST-04)"
    assert (invalid.status, invalid.code, Refused("x").status) == (400, "invalid", 409)


@pytest.mark.parametrize(
    ("text", "said"), [(" ", "请写明原因"), ("长" * 6, "不超过 5 字，现为 6 字。"), ("a\x00b", "不能含有空字符")]
)
def test_words_that_say_nothing_or_do_not_fit_are_refused_by_field(text, said):
    with pytest.raises(Invalid) as refused:
        words(text, field="reason", most=5, lack="请写明原因")

    assert said in refused.value.fields["reason"][0]


def test_words_come_without_the_space_around_them_and_may_be_left_out():
    assert (words(" 理由 ", field="reason", most=5, lack="请写明"), words(" ", field="note", most=5)) == ("理由", "")
