"""A schedule told in words: what it charges, and what differs from the version before; no statement for what was read `with_terms`."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from marketplace.core.money import yuan
from marketplace.core.rates import in_percent
from marketplace.fees.models import Base, Method, Rate, Relief, Schedule, Service, Side

Key = tuple[str, str, str]  # of what, of which side, which fact


def changes(before: Schedule, after: Schedule) -> list[str]:
    """Every fact that differs, a sentence each, one for both sides where it is the same; empty if the two charge the same."""
    old, new = _facts(before), _facts(after)
    differing = {key: (old.get(key, ""), new.get(key, "")) for key in old | new if old.get(key, "") != new.get(key, "")}
    return [_sentence(key, *told) for key, told in _together(differing)]


def _together(differing: dict[Key, tuple[str, str]]) -> Iterator[tuple[Key, tuple[str, str]]]:
    """What changes alike for both sides, once and without a side."""
    sides = [str(label) for label in Side.labels]
    for (group, side, fact), told in differing.items():
        alike = side and all(differing.get((group, one, fact)) == told for one in sides)
        if not alike or side == sides[0]:
            yield (group, "" if alike else side, fact), told


def _sentence(key: Key, before: str, after: str) -> str:
    group, side, fact = key
    name = _("：").join([f"{group} · {side}" if side else group, fact])
    if not before:
        text = _("{name}新增{after}")
    elif not after:
        text = _("{name}取消，原为{before}")
    else:
        text = _("{name}由{before}改为{after}")
    return text.format(name=name, before=_spaced(before), after=_spaced(after))


def _spaced(text: str) -> str:
    """A space before digits and Latin letters, none before Han."""
    return f" {text}" if text[:1].isascii() and text else text


def _facts(schedule: Schedule) -> dict[Key, str]:
    """What is told of everything that the schedule charges."""
    return {key: told for key, told in _all_facts(schedule) if told}


def _all_facts(schedule: Schedule) -> Iterator[tuple[Key, str]]:
    for rate in schedule.rates.all():
        group, side = group_name(rate.service, rate.method), str(Side(rate.side).label)
        yield (group, side, _("费率")), bands_told(rate)
        yield (group, side, _("计费基数")), str(Base(rate.base).label)
        yield (group, side, _("每方最低")), amount_told(rate.minimum_fen)
        yield (group, side, _("每方最高")), amount_told(rate.maximum_fen)
    for limit in schedule.limits.all():
        group = group_name(limit.service, limit.method)
        yield (group, "", _("每笔最低")), amount_told(limit.minimum_fen)
        yield (group, "", _("每笔最高")), amount_told(limit.maximum_fen)
    for relief in schedule.reliefs.all():
        yield (relief_name(relief), "", _("减免")), relief_told(relief)


def group_name(service: str, method: str) -> str:
    """交易服务 · 网络竞价"""
    return f"{Service(service).label} · {Method(method).label if method else _('各种方式')}"


def bands_told(rate: Rate) -> str:
    """2%（至 1,000,000.00 元）、1.5%（以上）"""
    parts = []
    for band in sorted(rate.bands.all(), key=lambda one: one.lower_fen):
        share = f"{in_percent(band.rate)}%"
        if band.upper_fen is not None:
            parts.append(_("{rate}（至 {upper} 元）").format(rate=share, upper=yuan(band.upper_fen)))
        else:
            parts.append(_("{rate}（以上）").format(rate=share) if band.lower_fen else share)
    told = _("、").join(parts)
    return _("{bands}，按全额计").format(bands=told) if rate.whole_amount else told


def amount_told(fen: int | None) -> str:
    return "" if fen is None else _("{amount} 元").format(amount=yuan(fen))


def relief_name(relief: Relief) -> str:
    method = f" · {Method(relief.method).label}" if relief.method else ""
    return f"{relief.get_criterion_display()}{method}"


def relief_told(relief: Relief) -> str:
    """减免 20%，自 2027-03-01 至 2027-08-31"""
    share = _("免费") if relief.share == 1 else _("减免 {share}%").format(share=in_percent(relief.share))
    since = _("自 {day}").format(day=relief.from_date) if relief.from_date else ""
    until = _("至 {day}").format(day=relief.to_date) if relief.to_date else ""
    return _("，").join(filter(None, [share, " ".join(filter(None, [since, until]))]))
