import time

import pytest

from marketplace.catalogue.classifier import classifier
from marketplace.catalogue.classifying import IPC_PROPOSED, Proposed


@pytest.mark.parametrize(
    ("title", "abstract", "ipc", "field"),
    [
        ("一种水稻直播机", "用于水稻田的精量播种和开沟施肥，提高出苗率。", "A01C", "agriculture"),
        ("核电站反应堆冷却剂回路", "核反应堆一回路冷却剂泄漏监测。", "G21C", "nuclear"),
        ("治疗糖尿病的中药组合物", "由黄芪、葛根等组成的中药制剂，降低血糖。", "A61P", "biomedicine"),
    ],
)
def test_plain_text_is_proposed_its_class_and_field(title, abstract, ipc, field):
    said = classifier().propose(title, abstract)

    assert ipc in said.ipc
    assert (said.fields[0], len(said.ipc)) == (field, IPC_PROPOSED)


@pytest.mark.parametrize("text", ["", "a" * 1_000, "1234567890", "\0\x07\ud800", "水稻"])
def test_text_that_says_too_little_gets_no_proposal(text):
    assert classifier().propose(text, text) == Proposed()


def test_text_of_a_million_characters_is_answered_in_bounded_time():
    classifier()
    began = time.perf_counter()

    classifier().propose("水稻直播机", "播种" * 500_000)

    assert time.perf_counter() - began < 2
