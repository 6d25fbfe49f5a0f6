"""A person who signs in."""

from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.identifiers import normalise_email
from marketplace.core.numbers import NumberField


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        user = self.model(email=normalise_email(email), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)


class User(AbstractBaseUser, PermissionsMixin):
    """Signs in by e-mail, or by a mobile number once it is verified; what the person may do comes from memberships alone."""

    number = NumberField(prefix="U")
    email = models.EmailField(_("电子邮箱"), unique=True)
    name = models.CharField(_("姓名"), max_length=60, blank=True)
    mobile = models.CharField(_("手机号"), max_length=16, blank=True)  # E.164, only ever one whose code came back
    mobile_verified_at = models.DateTimeField(null=True, blank=True)
    is_active = models.BooleanField(default=True)
    is_staff = models.BooleanField(default=False)  # may open the read-only admin
    joined_at = models.DateTimeField(default=timezone.now)

    USERNAME_FIELD = "email"
    objects = UserManager()

    class Meta:
        constraints = [
            models.CheckConstraint(name="email_is_lower_case", condition=models.Q(email=Lower("email"))),
            models.CheckConstraint(
                name="mobile_is_e164_and_verified",
                condition=models.Q(mobile="", mobile_verified_at__isnull=True)
                | models.Q(mobile__regex=r"^\+[1-9][0-9]{5,14}$", mobile_verified_at__isnull=False),
            ),
            models.UniqueConstraint(
                name="one_person_per_mobile",
                fields=["mobile"],
                condition=~models.Q(mobile=""),
                violation_error_message=_("该手机号已用于另一账户。"),
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.email

    def get_full_name(self) -> str:
        return self.name
