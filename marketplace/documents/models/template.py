"""What documents are set from: layouts and the editions of templates."""

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from marketplace.core.states import StateModel


class Layout(models.Model):
    """The parts that all templates share (letterhead, tables, signature, code), as source; shipped, never changed."""

    sha256 = models.CharField(max_length=64, unique=True)
    source = models.TextField()
    added_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.sha256[:12]


class Template(StateModel):
    """One edition of the template of a kind of document; a document keeps its edition for good.

    A shipped edition was drafted and approved with the product; any other by two different persons.
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("待批准")
        APPROVED = "approved", _("已批准")
        REJECTED = "rejected", _("未批准")

    TRANSITIONS = (
        ("approve", {State.DRAFT}, State.APPROVED),
        ("reject", {State.DRAFT}, State.REJECTED),
    )

    code = models.CharField(_("文书种类"), max_length=40)  # acceptance_notice
    edition = models.PositiveSmallIntegerField(_("版次"))
    state = models.CharField(max_length=8, choices=State, default=State.DRAFT)
    title = models.CharField(_("标题"), max_length=60)
    title_en = models.CharField(_("英文标题"), max_length=100)
    layout = models.ForeignKey(Layout, on_delete=models.PROTECT, related_name="templates")
    source = models.TextField(_("正文"))  # Typst, without the layout
    schema = models.JSONField()  # the data it needs, see schema.Field
    blank = models.BooleanField(default=False)  # a form to be filled by hand: anybody may print it empty
    effective_from = models.DateField(_("生效日期"))
    shipped = models.BooleanField(default=False)
    sha256 = models.CharField(max_length=64)  # of all that shapes a document: layout, source, title, schema
    note = models.CharField(_("修订说明"), max_length=300, blank=True)
    drafted_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    drafted_at = models.DateTimeField()
    decided_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True)
    reason = models.CharField(_("不批准的原因"), max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="one_template_per_code_and_edition", fields=["code", "edition"]),
            models.CheckConstraint(
                name="template_is_shipped_or_drafted", condition=Q(shipped=True) ^ Q(drafted_by__isnull=False)
            ),
            models.CheckConstraint(
                name="template_four_eyes", condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("drafted_by"))
            ),
            models.CheckConstraint(
                name="template_decided_by_a_person",
                condition=Q(state="draft") | Q(shipped=True) | Q(decided_by__isnull=False, decided_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.edition}"

    @property
    def local_title(self) -> str:
        """The title in the reader's language; the Chinese one is printed."""
        return self.title_en if (get_language() or "zh").startswith("en") else self.title

    @property
    def fields(self) -> list[dict[str, Any]]:
        return list(self.schema["fields"])
