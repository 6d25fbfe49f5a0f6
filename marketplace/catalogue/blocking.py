"""What may not be offered because of what stands on a right. Pure."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

EXCLUSIVE = frozenset({"exclusive_licence", "sole_licence"})
GIVES = frozenset({"assignment", "equity", "ordinary_licence"}) | EXCLUSIVE  # what touches the right itself


@dataclass(frozen=True, slots=True)
class Standing:
    """An encumbrance: its kind, its number, and whether the pledgee has agreed; `lapsed` is the right's own end, under its number."""

    kind: str
    number: str
    agreed: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """Why not, with the rule; `code` is for programs."""

    number: str
    code: str
    rule: str
    message: str | Promise


DISPUTED = _("权属有争议或程序中止（{number}），解除之前不得挂牌或许可。")
PLEDGED = _("权利已质押（{number}），未经质权人同意不得转让或许可。")
LICENSED = _("已有独占或排他许可（{number}），不得再作独占、排他或重叠的许可。")
OPENED = _("已声明开放许可（{number}），撤回之前不得给予独占或排他许可。")
LAPSED = _("权利 {number} 的保护期已届满，或已终止、被宣告无效，不得挂牌或许可。")
UNPAID = _("年费未缴（{number}），不得声明开放许可。")


def block(standing: Iterable[Standing], modes: Collection[str], *, opens: bool = False) -> Block | None:
    """What keeps a right from being given in these modes, or with `opens` from an open licence; the gravest first.

    Earlier licences survive a transfer (R-CON-10), so an assignment stands beside licences.

    >>> block([Standing("open_licence", "EN-1")], ["exclusive_licence"]).rule
    'R-LIC-03'
    >>> block([Standing("pledge", "EN-1", agreed=True)], ["assignment"]) is None
    True
    """
    wanted = GIVES.intersection(modes)
    for one in standing:
        if found := _against(one, wanted, opens=opens):
            return found
    return None


def _against(one: Standing, wanted: Collection[str], *, opens: bool) -> Block | None:
    exclusive = EXCLUSIVE.intersection(wanted)
    if one.kind == "lapsed" and (wanted or opens):
        return Block(one.number, "right_lapsed", "R-CON-10", LAPSED)
    if one.kind == "dispute" and (wanted or opens):
        return Block(one.number, "right_disputed", "R-LIC-02" if opens else "R-LST-04", DISPUTED)
    if one.kind == "pledge" and not one.agreed and (wanted or opens):
        return Block(one.number, "right_pledged", "R-LIC-02" if opens else "R-LST-04", PLEDGED)
    if one.kind in EXCLUSIVE and (opens or exclusive or "ordinary_licence" in wanted):
        return Block(one.number, "licensed_already", "R-LIC-02" if opens else "R-CON-09", LICENSED)
    if one.kind == "open_licence" and exclusive:
        return Block(one.number, "licence_is_open", "R-LIC-03", OPENED)
    if one.kind == "annuity_unpaid" and opens:
        return Block(one.number, "annuity_unpaid", "R-LIC-02", UNPAID)
    return None
