import json

import pytest
from django.core.management import CommandError, call_command

NEED = {"need_id": "n1", "title": "锂离子电池防爆", "content": "锂电池过充起火，需要更安全的隔膜。"}
PAIR = {"need_id": "n1", "listing_id": "l1", "listing_words": "陶瓷 锂电池 隔膜"}
OTHER = {"need_id": "n1", "listing_id": "l2", "listing_words": "饼干 烘焙 生产线"}


@pytest.fixture
def run(tmp_path):
    def run(pairs, graded=None, needs=(NEED,)):
        files = {"needs": needs, "pairs": pairs} | ({"graded": graded} if graded is not None else {})
        for name, rows in files.items():
            lines = [row if isinstance(row, str) else json.dumps(row, ensure_ascii=False) for row in rows]
            (tmp_path / f"{name}.jsonl").write_text("".join(line + "\n" for line in lines), encoding="utf-8")
        out = tmp_path / "out.jsonl"
        call_command("score_pairs", out=out, **{name: tmp_path / f"{name}.jsonl" for name in files})
        return [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]

    return run


def test_each_pair_gets_a_line_in_its_order(run):
    first, second = run([PAIR, OTHER])

    assert list(first) == ["need_id", "listing_id", "score", "grade_estimate"]
    assert (first["listing_id"], second["listing_id"]) == ("l1", "l2")
    assert first["score"] > second["score"]
    assert 1 <= second["grade_estimate"] <= first["grade_estimate"] <= 4


def test_graded_pairs_are_taken_as_feedback_and_not_written(run):
    taught = [
        {**PAIR, "listing_id": "l3", "listing_words": "陶瓷 隔膜 涂覆", "grade": 1},
        {**OTHER, "listing_id": "l4", "listing_words": "饼干 烘焙 设备", "grade": 4},
    ]
    before = run([PAIR, OTHER])

    after = run([PAIR, OTHER], taught)

    assert len(after) == 2
    assert after[0]["score"] - after[1]["score"] < before[0]["score"] - before[1]["score"]


@pytest.mark.parametrize(
    ("pairs", "graded", "told"),
    [
        ([{**PAIR, "need_id": "n9"}], None, "pairs.jsonl:1 的 need_id：需求文件中没有“n9”。"),
        ([{**PAIR, "listing_words": 7}], None, "pairs.jsonl:1 的 listing_words：须为文本。"),
        ([PAIR], [{**OTHER, "grade": 5}], "graded.jsonl:1 的 grade：须为 1 至 4 的数。"),
        ([PAIR], [OTHER], "graded.jsonl:1 的 grade：须为 1 至 4 的数。"),
        ([PAIR, "{"], None, "pairs.jsonl 第 2 行：这一行不是有效的 JSON"),
    ],
)
def test_fault_names_file_line_and_field_and_nothing_is_written(run, tmp_path, pairs, graded, told):
    with pytest.raises(CommandError) as fault:
        run(pairs, graded)

    assert told in str(fault.value)
    assert not (tmp_path / "out.jsonl").exists()


def test_no_pairs_make_an_empty_file(run):
    assert run([]) == []


def test_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(CommandError, match=r"needs\.jsonl"):
        call_command("score_pairs", needs=tmp_path / "needs.jsonl", pairs=tmp_path / "p", out=tmp_path / "o")
