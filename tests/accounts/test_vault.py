import pytest
from cryptography.fernet import InvalidToken

from accounts import vault


def test_secret_comes_back_and_is_not_seen():
    sealed = vault.encrypt("JBSWY3DPEHPK3PXP", purpose="totp")

    assert "JBSWY3DPEHPK3PXP" not in sealed
    assert vault.decrypt(sealed, purpose="totp") == "JBSWY3DPEHPK3PXP"


def test_one_purpose_does_not_read_another():
    sealed = vault.encrypt("密", purpose="totp")

    with pytest.raises(InvalidToken):
        vault.decrypt(sealed, purpose="idempotency")


def test_altered_secret_is_refused():
    sealed = vault.encrypt("密", purpose="totp")

    with pytest.raises(InvalidToken):
        vault.decrypt(sealed[:-6] + "AAAA==", purpose="totp")


def test_secret_survives_a_change_of_the_key(settings):
    sealed = vault.encrypt("密", purpose="totp")
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another-key-that-is-long-enough-to-be-one"

    assert vault.decrypt(sealed, purpose="totp") == "密"
    settings.SECRET_KEY_FALLBACKS = []
    with pytest.raises(InvalidToken):
        vault.decrypt(sealed, purpose="totp")
