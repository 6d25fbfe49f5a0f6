"""Forms of the outbox."""

from collections.abc import Mapping, Sequence

from django import forms
from django.utils.translation import gettext_lazy as _

from marketplace.messages.models import Profile
from marketplace.messages.queries import TopicRow


class ProfileForm(forms.ModelForm):
    class Meta:
        model = Profile
        fields = ["language", "quiet_from", "quiet_to", "wecom_id"]
        widgets = {
            "quiet_from": forms.TimeInput({"type": "time"}, format="%H:%M"),
            "quiet_to": forms.TimeInput({"type": "time"}, format="%H:%M"),
        }
        help_texts = {
            "language": _("邮件、短信所用的语言。"),
            "quiet_from": _("北京时间；此间只发验证码等紧急消息，其余到时再发。"),
            "wecom_id": _("由贵单位的企业微信管理员提供。"),
        }


def choices_of(posted: Mapping[str, str], rows: Sequence[TopicRow]) -> dict[tuple[str, str], str]:
    """What the table of choices says where it may say something; what was not sent stays as it is."""
    return {
        (row.topic, cell.channel): posted[cell.name]
        for row in rows
        for cell in row.cells
        if not cell.fixed and cell.name in posted
    }
