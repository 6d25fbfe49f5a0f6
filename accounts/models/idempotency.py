"""Answers kept so that a repeated POST does not act twice."""

from django.db import models

from accounts.models.user import User


class IdempotencyKey(models.Model):
    """The answer to one POST, stored in the transaction of its command; scoped to user and organisation, expires."""

    user = models.ForeignKey(User, on_delete=models.CASCADE)
    organisation_number = models.CharField(max_length=20, blank=True)
    key = models.CharField(max_length=100)
    request_hash = models.BinaryField(max_length=32)  # SHA-256 of method, path and body
    status = models.PositiveSmallIntegerField(null=True)  # null while the first request runs
    body = models.TextField(blank=True)  # as it was sent: a JSON column would reorder its keys
    headers = models.JSONField(default=dict)  # those that belong to the answer: content type, location
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="one_answer_per_key", fields=["user", "organisation_number", "key"])
        ]
        indexes = [models.Index(fields=["created_at"], name="idempotency_by_age")]

    def __str__(self) -> str:
        return self.key
