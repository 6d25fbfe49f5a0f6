"""Where allauth asks us: what a new account is, how secrets are kept."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.forms import BaseForm
from django.http import HttpRequest

from accounts import vault
from accounts.commands import change_password, sign_up
from accounts.models import User


class AccountAdapter(DefaultAccountAdapter):
    """Accounts and passwords change through our commands, and so leave a line in the log."""

    def save_user(self, request: HttpRequest, user: User, form: BaseForm, commit: bool = True) -> User:
        data: dict[str, Any] = form.cleaned_data
        super().save_user(request, user, form, commit=False)
        user.name = data.get("name", "")
        return sign_up(user=user) if commit else user

    def set_password(self, user: User, password: str) -> None:
        change_password(user=user, password=password)


class MFAAdapter(DefaultMFAAdapter):
    """allauth would keep the secrets of two-step sign-in in clear."""

    def encrypt(self, text: str) -> str:
        return vault.encrypt(text, purpose="totp")

    def decrypt(self, encrypted_text: str) -> str:
        return vault.decrypt(encrypted_text, purpose="totp")
