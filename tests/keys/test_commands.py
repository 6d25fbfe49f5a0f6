import logging

import pytest
from django.core.management import call_command
from django.test import override_settings

from accounts.actor import ANONYMOUS, system_actor
from marketplace.core.clock import frozen
from marketplace.core.errors import Forbidden, Invalid, Refused
from marketplace.keys.commands import rotate, sign
from marketplace.keys.models import Key
from marketplace.keys.queries import verify
from tests.together import together

PAYLOAD = {"number": "CERT-2027-000001", "price_fen": 335_000_000, "subject": "一种示范装置"}
CLOCK = frozen("2027-04-20T10:00:00")
OPERATOR = system_actor("keys.rotate_key")


@pytest.mark.django_db
def test_signed_payload_verifies():
    assert verify(sign(payload=PAYLOAD)) == PAYLOAD


@pytest.mark.django_db
def test_every_altered_character_is_found():
    text = sign(payload={"price_fen": 1})

    for place, letter in enumerate(text):
        altered = text[:place] + ("A" if letter != "A" else "B") + text[place + 1 :]
        with pytest.raises(Invalid):
            verify(altered)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "text",
    ["", "abc", "a.b.c", "。。。", "e30.e30.e30", "bnVsbA.e30.e30", "x" * 70_000, "eyJhbGciOiJub25lIn0.e30."],
)
def test_what_is_no_signature_is_invalid(text):
    with pytest.raises(Invalid):
        verify(text)


@pytest.mark.django_db
def test_altered_content_is_told_in_words():
    head, _body, signature = sign(payload=PAYLOAD).split(".")
    other = sign(payload=PAYLOAD | {"price_fen": 1}).split(".")[1]

    with pytest.raises(Invalid, match="签名验证不通过：内容或签名在签发后被改动过。"):
        verify(f"{head}.{other}.{signature}")


@pytest.mark.django_db
def test_key_of_somebody_else_is_unknown():
    text = sign(payload=PAYLOAD)
    Key.objects.all().delete()

    with pytest.raises(Invalid, match="不是本市场的密钥"):
        verify(text)


@pytest.mark.django_db
def test_retired_key_still_verifies_and_the_new_one_signs():
    before = sign(payload=PAYLOAD)
    old = Key.objects.get()

    new = rotate(actor=OPERATOR, clock=CLOCK)

    old.refresh_from_db()
    assert (old.state, old.retired_at, new.state) == ("retired", CLOCK.at, "active")
    assert verify(before) == PAYLOAD
    assert sign(payload=PAYLOAD).split(".")[0] != before.split(".")[0]


@pytest.mark.django_db
def test_rotate_is_for_the_operator_only():
    with pytest.raises(Forbidden):
        rotate(actor=ANONYMOUS, clock=CLOCK)


@pytest.mark.django_db
def test_rotate_key_command_says_the_new_key(capsys):
    call_command("rotate_key")

    assert Key.objects.get().kid in capsys.readouterr().out


@pytest.mark.django_db
def test_other_secret_key_is_refused_until_it_is_a_fallback(settings):
    sign(payload=PAYLOAD)
    first = settings.SECRET_KEY

    with override_settings(SECRET_KEY="another"), pytest.raises(Refused, match="SECRET_KEY"):
        sign(payload=PAYLOAD)
    with override_settings(SECRET_KEY="another", SECRET_KEY_FALLBACKS=[first]):
        assert verify(sign(payload=PAYLOAD)) == PAYLOAD


@pytest.mark.django_db
def test_private_part_is_stored_encrypted_and_never_logged(caplog):
    with caplog.at_level(logging.DEBUG):
        sign(payload=PAYLOAD)

    key = Key.objects.get()
    assert set(key.public_jwk) == {"kty", "crv", "x", "kid", "alg", "use"}
    assert key.private_box.startswith("gAAAA")
    assert '"d"' not in caplog.text


@pytest.mark.django_db
def test_jwks_lists_public_parts_of_all_keys(client):
    sign(payload=PAYLOAD)
    new = rotate(actor=OPERATOR, clock=CLOCK)

    answer = client.get("/.well-known/jwks.json")

    keys = answer.json()["keys"]
    assert [len(keys), keys[0]["kid"]] == [2, new.kid]
    assert all("d" not in key for key in keys)


@pytest.mark.django_db(transaction=True)
def test_first_signatures_at_once_share_one_key():
    texts = together([lambda: sign(payload=PAYLOAD)] * 8)

    assert Key.objects.count() == 1
    assert [verify(text) for text in texts] == [PAYLOAD] * 8
