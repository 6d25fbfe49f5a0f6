"""Money is a whole number of fen; rates and weights are Fractions; nothing here knows a float (R-GEN-06, R-GEN-07)."""

import re
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

FEN_PER_YUAN = 100
MAX_FEN = 10**15 * FEN_PER_YUAN  # a thousand trillion yuan: far above any deal, inside a bigint
# Groups of three or none: "3,35" is somebody's decimal comma, not 335.
AMOUNT = re.compile(r"[+-]?(\d{1,15}|\d{1,3}(,\d{3}){1,4})(\.\d{1,2})?", re.ASCII)


def round_half_up(amount: Fraction | int) -> int:
    """Round to a whole fen, halves away from zero (R-GEN-06).

    >>> round_half_up(Fraction(5, 2)), round_half_up(Fraction(-5, 2))
    (3, -3)
    """
    amount = Fraction(amount)
    size = (abs(amount) + Fraction(1, 2)).__floor__()
    return size if amount >= 0 else -size


def split(total_fen: int, weights: Sequence[Fraction | int]) -> list[int]:
    """Split an amount by weights: floor each part, leftover fen to the largest remainders, ties to the first (R-GEN-07).

    The parts sum to `total_fen` exactly. Raises ValueError if the weights are negative or sum to nothing.

    >>> split(4_703_704, [60, 30, 10])
    [2822223, 1411111, 470370]
    """
    whole = sum(Fraction(weight) for weight in weights)
    if whole <= 0 or any(weight < 0 for weight in weights):
        raise ValueError("weights must be positive")
    if total_fen < 0:
        return [-part for part in split(-total_fen, weights)]
    exact = [total_fen * Fraction(weight) / whole for weight in weights]
    parts = [share.__floor__() for share in exact]
    by_remainder = sorted(range(len(parts)), key=lambda i: parts[i] - exact[i])
    for i in by_remainder[: total_fen - sum(parts)]:
        parts[i] += 1
    return parts


def parse_yuan(text: str) -> int:
    """Read a decimal amount in yuan into fen; thousands separators and full-width digits are understood.

    Raises ValueError on anything else: a third decimal, an exponent, a comma elsewhere, an amount beyond `MAX_FEN`.

    >>> parse_yuan("3,350,000.00")
    335000000
    """
    plain = text.strip()
    if not plain.isascii():
        plain = plain.translate(FULL_WIDTH)
    if not AMOUNT.fullmatch(plain):
        raise ValueError(f"no amount in yuan: {text[:40]!r}")
    return int((Decimal(plain.replace(",", "")) * FEN_PER_YUAN).to_integral_exact())


FULL_WIDTH = {ord("０") + i: str(i) for i in range(10)} | {ord("，"): ",", ord("．"): "."}


def plain_yuan(fen: int) -> str:
    """Decimal yuan for machines: `335000000` fen is `3350000.00`."""
    sign = "-" if fen < 0 else ""
    yuan, rest = divmod(abs(fen), FEN_PER_YUAN)
    return f"{sign}{yuan}.{rest:02d}"


def yuan(fen: int) -> str:
    """Yuan for people, exact, grouped by thousands: `3,350,000.00`."""
    sign = "-" if fen < 0 else ""
    whole, rest = divmod(abs(fen), FEN_PER_YUAN)
    return f"{sign}{whole:,}.{rest:02d}"


def compact(fen: int, language: str) -> str:
    """Yuan at a glance: `335 万` / `1.2 亿` in Chinese, `3.35 million` in English; at most two decimals, cut not rounded.

    Always show the exact amount beside it (`yuan`).
    """
    steps = CHINESE_STEPS if language.startswith("zh") else ENGLISH_STEPS
    size = abs(fen)
    for step_fen, name in steps:
        if size >= step_fen:
            hundredths = size * 100 // step_fen
            number = f"{hundredths // 100:,}.{hundredths % 100:02d}".rstrip("0").rstrip(".")
            return f"{'-' if fen < 0 else ''}{number} {name}"
    return yuan(fen)


CHINESE_STEPS = ((10**8 * FEN_PER_YUAN, "亿"), (10**4 * FEN_PER_YUAN, "万"))
ENGLISH_STEPS = ((10**9 * FEN_PER_YUAN, "billion"), (10**6 * FEN_PER_YUAN, "million"))


def capitals(fen: int) -> str:
    """An amount in the capitals of Chinese documents, `人民币叁佰叁拾伍万元整`: harder to alter than figures (支付结算办法, annex 1).

    Up to `MAX_FEN`. Raises ValueError for a negative amount or one beyond.

    >>> capitals(1_409_50), capitals(325_04)
    ('人民币壹仟肆佰零玖元伍角整', '人民币叁佰贰拾伍元零肆分')
    """
    if not 0 <= fen <= MAX_FEN:
        raise ValueError(fen)
    whole, cents = divmod(fen, FEN_PER_YUAN)
    jiao, rest = divmod(cents, 10)
    words = f"{_in_capitals(whole)}元" if whole or not cents else ""
    words += f"{CAPITALS[jiao]}角" if jiao else "零" if whole and rest else ""
    return f"人民币{words}{CAPITALS[rest]}分" if rest else f"人民币{words}整"


def _in_capitals(number: int) -> str:
    """A whole number: 亿 and 万 name the part before them; a place left out inside becomes one 零."""
    for step, name in CAPITAL_STEPS:
        if number >= step:
            before, after = divmod(number, step)
            gap = "零" if 0 < after < step // 10 else ""
            return f"{_in_capitals(before)}{name}{gap}{_in_capitals(after) if after else ''}"
    return CAPITALS[number]


CAPITALS = "零壹贰叁肆伍陆柒捌玖"
CAPITAL_STEPS = ((10**8, "亿"), (10**4, "万"), (1000, "仟"), (100, "佰"), (10, "拾"))
