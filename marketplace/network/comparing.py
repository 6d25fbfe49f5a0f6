"""What a new content is, compared with all that is known: it lands, is known already, or stands against something."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from marketplace.catalogue.models import Listing, Right
from marketplace.desk.models import Case
from marketplace.network.models import ExternalDeal, Kind, Mark, PartnerRecord, Reading, Reason
from marketplace.network.shapes import Content, hash_of, marks_of, part_of

Key = tuple[str, str]  # original number and part, of one exchange and kind


@dataclass(frozen=True, slots=True)
class Given:
    """A row that could be read."""

    line: int
    kind: str
    content: Content
    digest: bytes
    marks: Sequence[str]

    @property
    def key(self) -> Key:
        return self.content["original_number"], part_of(self.kind, self.content)


def given(line: int, kind: str, content: Content) -> Given:
    return Given(line, kind, content, hash_of(content), marks_of(kind, content))


@dataclass(frozen=True, slots=True)
class Verdict:
    """`known`: came before; else a reason why it is a conflict, with what it stands against; else it lands."""

    known: bool = False
    reason: str = ""
    own: str = ""
    other_id: int | None = None


@dataclass(slots=True)
class Known:
    """What is known of a batch of rows; `judge` also learns from each row what the next ones meet."""

    records: dict[Key, PartnerRecord]
    digests: dict[Key, set[bytes]]
    held: set[Key]  # with a content that holds
    own_numbers: Mapping[str, str]
    own_rights: Mapping[str, str]
    others: dict[str, int]  # marks of records of other exchanges that hold

    def judge(self, row: Given) -> Verdict:
        """What becomes of a row."""
        if row.digest in self.digests.get(row.key, set()):
            return Verdict(known=True)
        self.digests.setdefault(row.key, set()).add(row.digest)
        verdict = self._against(row)
        if not verdict.reason:
            self.held.add(row.key)
        return verdict

    def _against(self, row: Given) -> Verdict:
        if row.key in self.held:
            return Verdict(reason=Reason.CHANGED)
        own = self.own_numbers.get(row.key[0], "") or next(
            (self.own_rights[number] for number in row.content.get("right_numbers", []) if number in self.own_rights),
            "",
        )
        if own:
            return Verdict(reason=Reason.OWN_CASE, own=own)
        other = next((self.others[mark] for mark in row.marks if mark in self.others), None)
        return Verdict(reason=Reason.OTHER_EXCHANGE, other_id=other) if other else Verdict()


def known_of(exchange: str, kind: str, rows: Sequence[Given]) -> Known:
    """What the database knows of these rows, in seven statements however many they are."""
    numbers = sorted({row.key[0] for row in rows})
    found = PartnerRecord.objects.filter(exchange=exchange, kind=kind, original_number__in=numbers)
    records = {(one.original_number, one.part): one for one in found}
    keys = {one.pk: key for key, one in records.items()}
    digests: dict[Key, set[bytes]] = {}
    held = set()
    for record, digest, state in Reading.objects.filter(record__in=keys).values_list("record", "content_hash", "state"):
        digests.setdefault(keys[record], set()).add(bytes(digest))
        if state == Reading.State.CURRENT:
            held.add(keys[record])
    rights = sorted({number for row in rows for number in row.content.get("right_numbers", [])})
    own_rights = _own_rights(rights) if kind == Kind.CASE else {}
    marks = {mark for row in rows for mark in row.marks}
    return Known(
        records, digests, held, _own_numbers(exchange, kind, numbers), own_rights, _others(exchange, kind, marks)
    )


def _own_numbers(exchange: str, kind: str, numbers: Sequence[str]) -> dict[str, str]:
    """Numbers that something of ours carries, with what carries them."""
    if kind == Kind.DEAL:
        deals = ExternalDeal.objects.filter(exchange=exchange, contract_number__in=numbers, record__isnull=True)
        return dict(deals.values_list("contract_number", "number"))
    listings = Listing.objects.filter(exchange=exchange, project_number__in=numbers)
    cases = Case.objects.filter(exchange=exchange, project_number__in=numbers)
    return dict(listings.values_list("project_number", "number")) | dict(cases.values_list("project_number", "number"))


def _own_rights(numbers: Iterable[str]) -> dict[str, str]:
    """Rights that are bound to a listing of ours that is on its way to a sale, on whichever exchange."""
    bound = Right.objects.filter(live=True, number__in=list(numbers)).exclude(number="")
    return dict(bound.values_list("number", "listing__number"))


def _others(exchange: str, kind: str, marks: Iterable[str]) -> dict[str, int]:
    held = Reading.objects.filter(state=Reading.State.CURRENT).values("record")
    found = Mark.objects.filter(value__in=list(marks), record__kind=kind, record__in=held)
    return dict(found.exclude(record__exchange=exchange).order_by("-record_id").values_list("value", "record_id"))
