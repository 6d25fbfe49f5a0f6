"""The log: what happened, sealed into one chain. Insert-only from birth; triggers refuse the rest (migrations/log.sql)."""

from django.db import models


class Entry(models.Model):
    """One act. Subject and actor are plain public numbers (`sale:S-2027-000042`), so the log stands on nothing."""

    at = models.DateTimeField()
    verb = models.CharField(max_length=60)  # trading.bid_placed
    subject = models.CharField(max_length=60)
    actor = models.CharField(max_length=60)  # user:U-2027-000007 or system:trading.close_due_sales
    organisation = models.CharField(max_length=20, blank=True)  # for whom the actor acted
    private = models.BooleanField()  # the payload is withheld from the public feed
    payload_hash = models.BinaryField(max_length=32)  # SHA-256 of salt and canonical payload

    class Meta:
        indexes = [models.Index(fields=["subject", "id"], name="entry_by_subject")]

    def __str__(self) -> str:
        return f"{self.verb} {self.subject}"


class Payload(models.Model):
    """What an entry says beyond its head. May be erased (`commands.erase`); the chain runs over its hash and still verifies."""

    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, primary_key=True)
    salt = models.BinaryField(max_length=16)
    body = models.JSONField()

    def __str__(self) -> str:
        return f"payload of {self.entry_id}"


class Pending(models.Model):
    """An entry that is not sealed yet; a trigger adds it with the entry, the sealer takes it away."""

    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, primary_key=True)

    def __str__(self) -> str:
        return f"pending {self.entry_id}"


class Seal(models.Model):
    """An entry's place in the chain. `seq` has no gaps and no late arrivals: whoever reads up to `seq` has read everything before."""

    seq = models.BigIntegerField(primary_key=True)
    entry = models.OneToOneField(Entry, on_delete=models.PROTECT)
    hash = models.BinaryField(max_length=32)  # SHA-256 of the previous hash and the entry's canonical head

    def __str__(self) -> str:
        return f"seal {self.seq}"


class Follower(models.Model):
    """How far one reader of the log has come; saved in the transaction of its effect."""

    name = models.CharField(max_length=40, primary_key=True)
    cursor = models.BigIntegerField(default=0)  # the last seq that was handled
    failures = models.PositiveIntegerField(default=0)  # in a row
    last_error = models.CharField(max_length=500, blank=True)

    def __str__(self) -> str:
        return self.name
