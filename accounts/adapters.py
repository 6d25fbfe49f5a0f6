"""Where allauth asks us: what a new account is, how secrets are kept."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.forms import BaseForm
from django.http import HttpRequest

from accounts import vault
from accounts.commands import change_password, note_sign_in, set_mobile, sign_up
from accounts.identifiers import normalise_mobile
from accounts.mobile_field import MobileField
from accounts.models import User
from marketplace.core.clock import market_clock


class AccountAdapter(DefaultAccountAdapter):
    """Accounts and passwords change through our commands, and so leave a line in the log."""

    def save_user(self, request: HttpRequest, user: User, form: BaseForm, commit: bool = True) -> User:
        data: dict[str, Any] = form.cleaned_data
        super().save_user(request, user, form, commit=False)
        user.name = data.get("name", "")
        return sign_up(user=user) if commit else user

    def post_login(self, request: HttpRequest, user: User, **options: Any) -> Any:
        note_sign_in(user=user)
        return super().post_login(request, user, **options)

    def set_password(self, user: User, password: str) -> None:
        change_password(user=user, password=password)

    # Sign-in by mobile number. A number is kept only once its code came back, so none is ever unverified.

    def phone_form_field(self, **kwargs: Any) -> MobileField:
        return MobileField(**kwargs)

    def get_phone(self, user: User) -> tuple[str, bool] | None:
        return (user.mobile, True) if user.mobile else None

    def set_phone(self, user: User, phone: str, verified: bool) -> None:
        if verified:
            self.set_phone_verified(user, phone)

    def set_phone_verified(self, user: User, phone: str) -> None:
        # allauth hands on the lazy stand-in of the request; a command wants the person.
        set_mobile(user=User.objects.get(pk=user.pk), mobile=phone, clock=market_clock)

    def get_user_by_phone(self, phone: str) -> User | None:
        mobile = normalise_mobile(phone)
        return User.objects.filter(mobile=mobile, is_active=True).first() if mobile else None


class MFAAdapter(DefaultMFAAdapter):
    """allauth would keep the secrets of two-step sign-in in clear."""

    def encrypt(self, text: str) -> str:
        return vault.encrypt(text, purpose="totp")

    def decrypt(self, encrypted_text: str) -> str:
        return vault.decrypt(encrypted_text, purpose="totp")
