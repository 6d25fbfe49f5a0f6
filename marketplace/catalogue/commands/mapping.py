"""What the headings of an organisation's files mean: said once, kept, used again by itself."""

import hashlib
from collections.abc import Iterable, Mapping

from django.utils.translation import gettext as _

from accounts.actor import Actor
from accounts.models import Organisation
from marketplace.audit import commands as audit
from marketplace.catalogue import rules
from marketplace.catalogue.importing.columns import plain_heading
from marketplace.catalogue.importing.fields import COLUMNS, label
from marketplace.catalogue.importing.headings import COLUMNS_MAX
from marketplace.catalogue.models import ColumnMapping
from marketplace.core.clock import Clock
from marketplace.core.errors import Invalid, Refused, require
from marketplace.core.states import atomic, lock

NAME_MAX = 80
HEADING_MAX = 100
MAPPINGS_MAX = 200  # of one organisation


@atomic
def save_mapping(*, kind: str, name: str, columns: Mapping[str, str], actor: Actor, clock: Clock) -> ColumnMapping:
    """Keep what headings mean, by `name`; what stood under that name, or for the same headings, gives way.

    `columns` are fields by heading, an empty field keeps a column as it is. Raises Forbidden, Invalid field by field, or Refused
    where the organisation keeps as many as it may.
    """
    require(rules.may_import, actor)
    organisation = actor.organisation
    assert organisation is not None
    lock(organisation)
    now = clock.read()
    name = name.strip()
    _check(kind, name, columns)
    signed = signature(columns)
    own = ColumnMapping.objects.filter(organisation=organisation, kind=kind)
    own.filter(signature=signed).exclude(name=name).delete()
    if own.exclude(name=name).count() >= MAPPINGS_MAX:
        raise Refused(
            _("列名对照不超过 {limit} 份，请先删除不用的。").format(limit=MAPPINGS_MAX), code="too_many_mappings"
        )
    said = {"columns": dict(columns), "signature": signed, "changed_at": now, "changed_by": actor.ref}
    mapping, _new = own.update_or_create(
        name=name, defaults=said, create_defaults=said | {"organisation": organisation, "kind": kind}
    )
    audit.record(
        "catalogue.columns_mapped", subject=mapping, actor=actor, private=True, name=name, columns=dict(columns)
    )
    return mapping


@atomic
def forget_mapping(*, mapping: ColumnMapping, actor: Actor, clock: Clock) -> None:
    """Let a mapping go; files that were read by it stay as they are. Raises Forbidden."""
    lock(mapping)
    clock.read()
    require(rules.may_handle_mapping, actor, mapping)
    audit.record("catalogue.columns_forgotten", subject=mapping, actor=actor, private=True, name=mapping.name)
    mapping.delete()


def mapping_for(organisation: Organisation, kind: str, headings: Iterable[str], name: str = "") -> ColumnMapping | None:
    """The organisation's mapping of that name, else that of the same headings. Raises Invalid for a name that it does not have."""
    own = ColumnMapping.objects.filter(organisation=organisation, kind=kind)
    if not name:
        return own.filter(signature=signature(headings)).first()
    found = own.filter(name=name).first()
    if found is None:
        raise Invalid(fields={"mapping": [_("没有名为“{name}”的列名对照。").format(name=name[:NAME_MAX])]})
    return found


def signature(headings: Iterable[str]) -> str:
    """What makes files alike: their headings, whatever order, case and blanks."""
    return hashlib.sha256("\n".join(sorted({plain_heading(heading) for heading in headings})).encode()).hexdigest()


def _check(kind: str, name: str, columns: Mapping[str, str]) -> None:
    if kind not in COLUMNS:
        raise Invalid(fields={"kind": [_("内容须为 listings 或 needs。")]})
    if not 0 < len(name) <= NAME_MAX:
        raise Invalid(fields={"name": [_("对照名称须为 1 至 {limit} 字。").format(limit=NAME_MAX)]})
    fields = [field for field in columns.values() if field]
    twice = next((field for field in fields if fields.count(field) > 1), "")
    unknown = next((field for field in fields if field not in COLUMNS[kind]), "")
    if not 0 < len(columns) <= COLUMNS_MAX or any(not 0 < len(heading) <= HEADING_MAX for heading in columns):
        wrong = _("须有 1 至 {limit} 列，列名不超过 {length} 字。").format(limit=COLUMNS_MAX, length=HEADING_MAX)
    elif unknown:
        wrong = _("没有字段“{field}”。").format(field=unknown[:40])
    elif twice:
        wrong = _("字段“{field}”对应了两列：请只留一列。").format(field=label(twice))
    elif "title" not in fields:
        wrong = _("请指定哪一列是“标题”（必填字段）。")
    else:
        return
    raise Invalid(fields={"columns": [wrong]})
