"""Issued documents, their numbers and their print."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import ExchangeCode, Organisation, User
from marketplace.core.numbers import NumberField
from marketplace.core.states import StateModel
from marketplace.documents.models.template import Template


class Series(models.Model):
    """How an exchange labels the documents of one kind: 西南受理 gives 西南受理〔2027〕000012号."""

    exchange = models.CharField(max_length=2, choices=ExchangeCode)
    code = models.CharField(max_length=40)
    label = models.CharField(max_length=20)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="one_label_per_series", fields=["exchange", "code"]),
            models.UniqueConstraint(name="no_label_of_two_series", fields=["label"]),
        ]

    def __str__(self) -> str:
        return f"{self.exchange} {self.code}: {self.label}"


class Document(StateModel):
    """One issued document. Insert-only but for its state: a correction is a new one that supersedes it."""

    class State(models.TextChoices):
        CURRENT = "current", _("有效")
        SUPERSEDED = "superseded", _("已被替代")
        REVOKED = "revoked", _("已撤销")

    TRANSITIONS = (
        ("supersede", {State.CURRENT}, State.SUPERSEDED),
        ("revoke", {State.CURRENT}, State.REVOKED),
    )

    number = NumberField(prefix="DOC")
    state = models.CharField(max_length=10, choices=State, default=State.CURRENT)
    template = models.ForeignKey(Template, on_delete=models.PROTECT, related_name="documents")
    exchange = models.CharField(max_length=2, choices=ExchangeCode)
    year = models.PositiveSmallIntegerField()  # of market time in Shanghai
    serial = models.PositiveIntegerField()  # from 1, without gaps in exchange, kind and year
    printed_number = models.CharField(max_length=40, unique=True)  # 西南受理〔2027〕000012号
    code = models.CharField(max_length=40)  # of the template
    title = models.CharField(max_length=60)
    subject = models.CharField(max_length=60)  # what it is about: case:P-2027-000042
    addressee = models.ForeignKey(Organisation, null=True, on_delete=models.PROTECT, related_name="+")
    data = models.JSONField()  # as given, checked
    frame = models.JSONField()  # what the market added: names, number, date, check address
    check_code = models.CharField(max_length=12, unique=True)  # with it anybody may check the document
    pages = models.PositiveSmallIntegerField()
    sha256 = models.CharField(max_length=64)  # of the PDF, hexadecimal
    jws = models.TextField()  # number and hash signed, compact
    issued_at = models.DateTimeField()
    issued_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")  # null: the system
    supersedes = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="superseded_by")
    reason = models.CharField(max_length=300, blank=True)  # why it was issued anew
    revoked_at = models.DateTimeField(null=True)
    revoked_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    revoked_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="one_document_per_serial", fields=["exchange", "code", "year", "serial"]),
            models.CheckConstraint(
                name="a_new_document_says_why", condition=Q(supersedes__isnull=True) | ~Q(reason="")
            ),
            models.CheckConstraint(
                name="revoked_at_a_time_for_a_reason",
                condition=(Q(state="revoked") & Q(revoked_at__isnull=False) & ~Q(revoked_reason=""))
                | (~Q(state="revoked") & Q(revoked_at__isnull=True)),
            ),
            models.CheckConstraint(
                name="supersedes_another", condition=Q(supersedes__isnull=True) | ~Q(supersedes=F("id"))
            ),
        ]
        indexes = [
            models.Index(fields=["subject", "id"], name="documents_of_a_subject"),
            models.Index(fields=["addressee", "-id"], name="documents_of_an_addressee"),
            models.Index(fields=["exchange", "-id"], name="documents_of_an_exchange"),
            models.Index(fields=["sha256"], name="document_by_hash"),
        ]

    def __str__(self) -> str:
        return f"{self.printed_number} {self.title}"

    @property
    def local_title(self) -> str:
        return self.template.local_title


class Print(models.Model):
    """The PDF of a document, set once. It lies in the database: it belongs to the transaction and the backup of its row."""

    document = models.OneToOneField(Document, primary_key=True, on_delete=models.PROTECT, related_name="print")
    content = models.BinaryField()

    def __str__(self) -> str:
        return f"PDF {self.document_id}"
