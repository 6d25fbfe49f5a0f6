from hypothesis import given
from hypothesis import strategies as st

from marketplace.files.sieve import Sieve, boundary_of

BOUNDARY = b"----WebKitFormBoundaryx1"


def form(parts: list[tuple[str, bytes, bool]]) -> bytes:
    """A multipart body: name, content, whether it is a file."""
    out = b""
    for name, content, is_file in parts:
        told = f'Content-Disposition: form-data; name="{name}"' + ('; filename="a.pdf"' if is_file else "")
        out += b"--" + BOUNDARY + b"\r\n" + told.encode() + b"\r\n\r\n" + content + b"\r\n"
    return out + b"--" + BOUNDARY + b"--\r\n"


def sieved(body: bytes, step: int, **limits: int) -> bytes:
    sieve = Sieve(BOUNDARY, **{"file_bytes": 10, "total_bytes": 25, "field_bytes": 20} | limits)
    found = b"".join(sieve.pass_on(body[place : place + step]) for place in range(0, len(body), step))
    return found + sieve.end()


contents = st.binary(max_size=40).filter(lambda content: b"\r\n--" not in content)
many = st.lists(st.tuples(st.sampled_from(["a", "b"]), contents, st.booleans()), max_size=6)


@given(many, st.integers(1, 60))
def test_form_within_its_limits_goes_through_unchanged_however_it_is_cut(parts, step):
    body = form(parts)

    assert sieved(body, step, file_bytes=40, total_bytes=1_000, field_bytes=1_000) == body


@given(many, st.integers(1, 60))
def test_no_more_goes_through_than_the_limits_and_one_byte(parts, step):
    kept_files, kept_fields = 25 + 1, 20 + 1
    expected = []
    for name, content, is_file in parts:
        if is_file:
            kept = content[: min(10 + 1, kept_files)]
            kept_files -= len(kept)
        else:
            kept = content[:kept_fields]
            kept_fields -= len(kept)
        expected.append((name, kept, is_file))

    assert sieved(form(parts), step) == form(expected)


@given(st.binary(max_size=300), st.integers(1, 60))
def test_anything_may_arrive(body, step):
    assert len(sieved(body, step)) <= len(body)


def test_fields_after_a_long_file_are_kept():
    body = form([("paper", b"x" * 10_000, True), ("title", "示范".encode(), False)])

    assert sieved(body, 64) == form([("paper", b"x" * 11, True), ("title", "示范".encode(), False)])


def test_head_without_end_lets_nothing_through():
    body = b"--" + BOUNDARY + b"\r\nContent-Disposition: " + b"x" * 100_000

    assert len(sieved(body, 1024)) < 100


def test_boundary_is_read_as_servers_write_it():
    assert boundary_of("multipart/form-data; boundary=abc") == b"abc"
    assert boundary_of('multipart/form-data; charset=utf-8; Boundary="a b"') == b"a b"
    assert boundary_of("application/json") is None
