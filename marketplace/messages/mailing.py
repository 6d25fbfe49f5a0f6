"""Where allauth hands over mails and codes: they go through the outbox like everything else."""

import secrets
from datetime import timedelta
from types import SimpleNamespace
from typing import Any
from urllib.parse import urlsplit

from allauth.account import app_settings
from django.conf import settings
from django.core.mail import EmailMessage
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from accounts.adapters import AccountAdapter
from accounts.models import User
from marketplace.core.clock import market_clock
from marketplace.messages.commands import post_secret
from marketplace.messages.models import Channel

MAIL_LASTS = timedelta(hours=24)  # allauth's own links and codes run out by their own limits


class OutboxAccountAdapter(AccountAdapter):
    """Mails and codes of sign-in are secrets: encrypted in the outbox, and gone once sent or of no more use."""

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        site = SimpleNamespace(name=_("成渝双城技术交易网"), domain=urlsplit(settings.SITE_URL).netloc)
        from_us = {"request": self.request, "email": email, "current_site": site}
        mail: EmailMessage = self.render_mail(template_prefix, email, from_us | context)
        lasts = timedelta(seconds=app_settings.LOGIN_BY_CODE_TIMEOUT) if "code" in context else MAIL_LASTS
        post_secret(
            kind="accounts.mail",
            key=f"mail:{secrets.token_hex(16)}",
            channel=Channel.EMAIL,
            address=email,
            title=str(mail.subject),
            text=str(mail.body),
            lasts=lasts,
            language=get_language() or "zh-hans",
            user=User.objects.filter(email=email).first(),
            clock=market_clock,
        )

    def format_email_subject(self, subject: str) -> str:
        """The outbox puts the market's name before every subject."""
        return subject

    def send_verification_code_sms(self, user: User, phone: str, code: str, **kwargs: Any) -> None:
        lasts = timedelta(seconds=app_settings.PHONE_VERIFICATION_TIMEOUT)
        minutes = app_settings.PHONE_VERIFICATION_TIMEOUT // 60
        text = _("【{site}】验证码 {code}，{minutes} 分钟内有效。工作人员不会向您索要验证码，请勿告诉他人。")
        post_secret(
            kind="accounts.code",
            key=f"code:{secrets.token_hex(16)}",
            channel=Channel.SMS,
            address=phone,
            title=_("登录验证码"),
            text=text.format(site=_("成渝双城技术交易网"), code=code, minutes=minutes),
            lasts=lasts,
            language=get_language() or "zh-hans",
            user=user,
            clock=market_clock,
        )
