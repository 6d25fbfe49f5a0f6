#!/usr/bin/env python3
"""Replays the published protocol of a sale and tells whether its result is what the bids lead to.

    python replay_sale.py S-2027-000042.jsonl --keys jwks.json [--receipt receipt.jws ...]

Needs Python 3.11 and the package `cryptography` (for the signature), nothing of the market: it is a second implementation of
its rules, written from their text (R-LST-01, R-BID-07 to R-BID-09, R-BID-11, R-BID-14 to R-BID-17, R-FEE-02, R-FEE-13). Exit code 0: everything agrees; 1: something does not,
and it says what; 2: it could not be tried.
"""

import argparse
import hashlib
import json
import sys
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from fractions import Fraction
from pathlib import Path
from typing import Any

try:
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
except ImportError:
    sys.stderr.write("It could not be tried: the package `cryptography` is missing (pip install cryptography).\n")
    raise SystemExit(2) from None

FORMAT = "shuangcheng-sale-protocol/1"
GENESIS = "0" * 64
ORDER = {
    "sale": 0,
    "prolong": 1,
    "bid": 2,
    "pause": 2,
    "resume": 2,
    "round": 2,
    "envelope": 2,
    "reserve": 3,
    "result": 4,
    "fee": 5,
    "seal": 6,
}
Line = dict[str, Any]


class Disagrees(Exception):
    """The protocol is not what the market signed, or says something else than its own bids lead to."""


def canonical(value: Any) -> bytes:
    """JSON in one way only: sorted keys, no spaces, UTF-8."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def require(holds: bool, what: str) -> None:
    if not holds:
        raise Disagrees(what)


# --- The file: every line as it was written, chained, signed.


def read_lines(raw: bytes) -> list[Line]:
    """The lines of a protocol. Raises Disagrees unless each stands in canonical form and names the one before it."""
    require(raw.endswith(b"\n"), "the last line is not whole")
    lines, previous = [], GENESIS
    for place, text in enumerate(raw[:-1].split(b"\n"), start=1):
        line = read_line(text, place)
        require(line.get("previous") == previous, f"line {place}: it does not follow the line before it")
        previous = hashlib.sha256(text).hexdigest()
        lines.append(line)
    kinds = [str(line.get("line")) for line in lines]
    require(
        set(kinds) <= set(ORDER) and kinds == sorted(kinds, key=ORDER.__getitem__), "lines are missing or out of order"
    )
    require(
        all(kinds.count(kind) == 1 for kind in ("sale", "result", "seal")),
        "one sale, one result and one seal are wanted",
    )
    return lines


def read_line(text: bytes, place: int) -> Line:
    try:
        line = json.loads(text)
    except (ValueError, RecursionError):
        raise Disagrees(f"line {place}: no JSON") from None
    require(isinstance(line, dict) and canonical(line) == text, f"line {place}: not in canonical form")
    return line


def verified(jws: str, keys: list[Line]) -> Line:
    """The payload of a compact JWS that one of the market's keys signed (Ed25519). Raises Disagrees if none did."""
    parts = jws.split(".") if isinstance(jws, str) else []
    require(len(parts) == 3 and all(encode(decode(part)) == part for part in parts), "the signature is no compact JWS")
    header = read_line(canonical(json.loads(decode(parts[0]))), 0)
    require(header.get("alg") == "Ed25519", "the signature is not of the kind that the market makes")
    key = next((key for key in keys if key.get("kid") == header.get("kid")), None)
    require(key is not None, "the key that signed is none of the market's")
    assert key is not None
    try:
        Ed25519PublicKey.from_public_bytes(decode(key["x"])).verify(decode(parts[2]), f"{parts[0]}.{parts[1]}".encode())
    except InvalidSignature:
        raise Disagrees("the signature is not by the market's key") from None
    payload: Line = json.loads(decode(parts[1]))
    return payload


def decode(text: str) -> bytes:
    try:
        return urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except ValueError:
        raise Disagrees("the signature is no compact JWS") from None


def encode(value: bytes) -> str:
    return urlsafe_b64encode(value).rstrip(b"=").decode()


# --- The sale: one end that extends; the highest valid bid wins if it reaches the reserve.


@dataclass
class Course:
    """Where the sale stands after the lines that were read so far."""

    ends_at: datetime
    leader: Line | None = None
    paused_at: datetime | None = None
    last: datetime | None = None
    bids: int = 0

    def came(self, at: datetime, what: str) -> None:
        require(self.last is None or self.last <= at, f"{what}: it came before the one before it")
        self.last = at


TIMES = ("registration_ends_at", "opens_at", "free_ends_at")


def prolonged(sale: Line, moves: list[Line], *, held: bool) -> Line:
    """A sale with the times that its prolongations lead to. Raises Disagrees unless each came as nobody had, and as often as was announced."""
    require(len(moves) <= sale.get("prolongations_max", 0), "it was prolonged more often than was announced")
    for move in moves:
        joins_until, opens_at, ends_at = (instant(move[name]) for name in TIMES)  # without the time that it was held
        in_order = instant(sale["opens_at"]) <= instant(move["at"]) and joins_until <= opens_at
        require(in_order and (held or instant(move["at"]) < joins_until), "it was prolonged too early")
        lasts = instant(sale["free_ends_at"]) - instant(sale["opens_at"])
        require(ends_at - opens_at == lasts, "after it was prolonged, the bidding would have lasted as announced")
        sale = {**sale, **{name: move[name] for name in TIMES}}
    return sale


def replay_bids(sale: Line, course: list[Line], result: Line) -> tuple[Line | None, datetime]:
    """The leading bid, if any, and the end. Raises Disagrees at the first bid or pause that the market judged otherwise."""
    now, sale = Course(instant(sale["free_ends_at"])), dict(sale)
    for line in course:
        {"bid": replay_bid, "pause": replay_pause, "resume": replay_resume}[line.get("line", "bid")](sale, line, now)
    require(
        now.last is None or now.last < instant(result["closed_at"]), "a bid stands there that came after the closing"
    )
    require(
        now.paused_at is None or result["result"] in ("interrupted", "withdrawn"), "a sale that stood still was decided"
    )
    return now.leader, now.ends_at


def replay_bid(sale: Line, bid: Line, now: Course) -> None:
    now.bids += 1
    what, at = f"bid {now.bids}", instant(bid["at"])
    require(bid["sequence"] == now.bids, f"{what}: a number is missing")
    now.came(at, what)
    refusal = fault(sale, now, bid)
    require(bid["refusal"] == refusal, f"{what}: {refusal or 'valid'}, and the market says {bid['refusal'] or 'valid'}")
    if not refusal:
        now.leader, now.ends_at = bid, max(now.ends_at, at + timedelta(seconds=sale["extension_seconds"]))
    require(instant(bid["ends_at"]) == now.ends_at, f"{what}: from then on the sale ends at {now.ends_at.isoformat()}")


def replay_pause(sale: Line, pause: Line, now: Course) -> None:
    at = instant(pause["at"])
    now.came(at, "a pause")
    suspended = pause.get("cause") == "suspension"  # with its listing: at any time before the closing
    running = suspended or instant(sale["opens_at"]) <= at < now.ends_at
    require(running and now.paused_at is None, "a pause of a sale that did not run")
    now.paused_at = at


def replay_resume(sale: Line, resume: Line, now: Course) -> None:
    at = instant(resume["at"])
    now.came(at, "the end of a pause")
    require(now.paused_at is not None, "a sale went on that did not stand still")
    assert now.paused_at is not None
    if "opens_at" in resume:  # held before its opening: all its times are later
        later = instant(resume["opens_at"]) - instant(sale["opens_at"])
        require(later >= at - now.paused_at, "the sale opened earlier than it was held")
        sale["opens_at"], now.ends_at = resume["opens_at"], now.ends_at + later
    else:
        left = max(now.ends_at - now.paused_at, timedelta(seconds=sale["extension_seconds"]))
        now.ends_at = at + left
    now.paused_at = None
    require(instant(resume["ends_at"]) == now.ends_at, f"after the pause the sale ends at {now.ends_at.isoformat()}")


def fault(sale: Line, now: Course, bid: Line) -> str:
    """Why a bid is refused; empty if it is valid (R-BID-07, R-BID-08, R-BID-11, R-BID-17)."""
    at, price, leader = instant(bid["at"]), bid["price_fen"], now.leader
    least = sale["start_fen"] if leader is None else leader["price_fen"] + sale["increment_fen"]
    if at < instant(sale["opens_at"]):
        return "early"
    if now.paused_at is not None:
        return "pause"
    if at >= now.ends_at:
        return "late"
    ranks = sale.get("priority", {})
    rank = ranks.get(bid["code"])
    if rank is not None and leader is not None and price == leader["price_fen"]:  # only a priority may bid the same
        return "" if rank < ranks.get(leader["code"], rank + 1) else "rank"
    if price < least:
        return "low"
    return "step" if (price - sale["start_fen"]) % sale["increment_fen"] else ""


# --- Prices that were sealed: opened together, a tie once more, points where there are weights.


def replay_rounds(sale: Line, course: list[Line], result: Line, reserve_fen: int) -> tuple[Line | None, datetime]:
    """The winning envelope, if any, and the end. Raises Disagrees where the market opened, called or counted otherwise."""
    paused = [line for line in course if line["line"] in ("pause", "resume")]
    told = course[len(paused) :]
    require(course[: len(paused)] == paused, "a pause stands among the envelopes")
    require(bool(told) and told[0]["line"] == "round", "the first round is missing")
    rounds: list[tuple[Line, list[Line]]] = []
    for line in told:
        require(line["line"] in ("round", "envelope"), "a bid stands among the envelopes")
        if line["line"] == "round":
            rounds.append((line, []))
        else:
            rounds[-1][1].append(line)
    require([current["round"] for current, _kept in rounds] in ([1], [1, 2]), "there are one or two rounds")
    held = pauses_in_pairs(paused, result)
    opens_at, closes_at = sealing_times(sale, held, rounds[1][0] if len(rounds) > 1 else None)
    first = rounds[0][0]
    require(
        first["invited"] == [] and first["floor_fen"] == sale["start_fen"], "the first round is not the one announced"
    )
    require(instant(first["opens_at"]) == opens_at, f"the first round opened at {opens_at.isoformat()}")
    require(instant(first["ends_at"]) == closes_at, f"the first round ended at {closes_at.isoformat()}")
    for current, kept in rounds:
        replay_round(sale, current, kept, held)
    ends_at = instant(rounds[-1][0]["ends_at"])
    if result["result"] in NOBODY or result.get("agreed"):
        return None, ends_at
    require(rounds[-1][0]["opened_at"] is not None, "nothing was opened, and the market decided")
    valid = [[one for one in kept if not one["refusal"]] for _current, kept in rounds]
    require_call(sale, valid[0], rounds[1][0] if len(rounds) > 1 else None, reserve_fen)
    bids = [one for kept in valid for one in kept]
    return (best_weighted if "weights" in sale else best_sealed)(sale, bids, reserve_fen), ends_at


Held = list[tuple[datetime, Line | None]]  # when it stood still, and the line of its going on


def pauses_in_pairs(lines: list[Line], result: Line) -> Held:
    """Each pause with its end. Raises Disagrees unless they follow each other; only a sale that was ended may still stand still."""
    held: Held = []
    last: datetime | None = None
    for line in lines:
        at = instant(line["at"])
        require(last is None or last <= at, "a pause came before the one before it")
        last = at
        stands = bool(held) and held[-1][1] is None
        require(stands == (line["line"] == "resume"), "a sale went on that did not stand still, or stood still twice")
        if stands:
            held[-1] = (held[-1][0], line)
        else:
            held.append((at, None))
    lasts = bool(held) and held[-1][1] is None
    require(not lasts or result["result"] in ("interrupted", "withdrawn"), "a sale that stood still was decided")
    return held


def sealing_times(sale: Line, held: Held, again: Line | None) -> tuple[datetime, datetime]:
    """When the first round opened and ended, as its pauses leave it: what was left of it, at least N seconds (R-BID-17).

    A pause after the end of a sealing moves nothing of it. Until when a supplementary round would have lasted is not told: of
    its pauses the program sees that they left enough, and that the round ended as the last of them says.
    """
    opens_at, ends_at = instant(sale["opens_at"]), instant(sale["free_ends_at"])
    least = timedelta(seconds=sale["extension_seconds"])
    for paused_at, resume in held:
        if resume is None:
            continue
        at, said = instant(resume["at"]), instant(resume["ends_at"])
        if again is not None and paused_at >= instant(again["opens_at"]):
            last = instant(again["ends_at"])
            left = said == last if paused_at >= last else at + least <= said <= last
            require(left, "after the pause too little time was left for the supplementary round")
            continue
        if "opens_at" in resume:  # held before its opening: all its times are later
            later = instant(resume["opens_at"]) - opens_at
            require(later >= at - paused_at, "the sale opened earlier than it was held")
            opens_at, ends_at = opens_at + later, ends_at + later
        elif paused_at < ends_at:
            ends_at = at + max(ends_at - paused_at, least)
        require(said == ends_at, f"after the pause the sealing ends at {ends_at.isoformat()}")
    return opens_at, ends_at


def stood_still(held: Held, at: datetime) -> bool:
    return any(paused_at <= at and (resume is None or at < instant(resume["at"])) for paused_at, resume in held)


def replay_round(sale: Line, current: Line, kept: list[Line], held: Held) -> None:
    opens_at, ends_at, opened_at = instant(current["opens_at"]), instant(current["ends_at"]), current["opened_at"]
    if opened_at is not None:
        require(instant(opened_at) >= ends_at, "the prices were opened before the end of the sealing")
        require(not stood_still(held, instant(opened_at)), "the prices were opened while the sale stood still")
    codes = [one["code"] for one in kept]
    require(len(set(codes)) == len(codes), "a bidder has two envelopes in a round")
    last = opens_at
    for one in kept:
        what, at = f"the envelope of {one['code']}", instant(one["at"])
        in_time = last <= at < ends_at and not stood_still(held, at)
        require(one["round"] == current["round"] and in_time, f"{what}: it came out of time")
        require(not current["invited"] or one["code"] in current["invited"], f"{what}: it was not called")
        if opened_at is not None:
            replay_opening(sale, current, one, what)
        last = at


def replay_opening(sale: Line, current: Line, one: Line, what: str) -> None:
    """An opened price is the one that was sealed, and counts from the least price on; above a mandate is what the market says."""
    refusal = one["refusal"]
    if one["price_fen"] is None:
        require(refusal in ("unreadable", "commitment"), f"{what}: it has no price")
        return
    opening = {"code": one["code"], "nonce": one["nonce"], "price_fen": one["price_fen"], "round": one["round"]}
    sealed = hashlib.sha256(canonical({**opening, "sale": sale["sale"]})).hexdigest()
    require(sealed == one["commitment"], f"{what}: the price is not the one that was sealed")
    expected = "low" if one["price_fen"] < current["floor_fen"] else ""
    require(
        refusal in ((expected,) if expected else ("", "authority")), f"{what}: {expected or 'valid'}, not {refusal}"
    )


def require_call(sale: Line, first: list[Line], again: Line | None, reserve_fen: int) -> None:
    """Raises Disagrees unless a second round was called as R-BID-15 and R-BID-11 say."""
    ranks, highest = sale.get("priority", {}), max((one["price_fen"] for one in first), default=0)
    top = {one["code"] for one in first if one["price_fen"] == highest}
    leading = min((ranks.get(code, NO_RANK) for code in top), default=NO_RANK)
    tied = len(top) > 1 and leading == NO_RANK and highest >= reserve_fen and "weights" not in sale
    if again is None:
        require(not tied, "there was a tie, and no supplementary round")
        return
    require("weights" not in sale and bool(top) and highest >= reserve_fen, "there was nothing to bid for once more")
    require(again["floor_fen"] == highest, "the supplementary round did not begin at the price of the tie")
    others = set(again["invited"]) - top
    may_match = all(ranks.get(code, NO_RANK) < leading for code in others)
    require(top <= set(again["invited"]) and may_match and (tied or bool(others)), "the round was called otherwise")


NO_RANK = 1 << 15


def order(sale: Line, one: Line) -> tuple[int, int, datetime]:
    return (-one["price_fen"], sale.get("priority", {}).get(one["code"], NO_RANK), instant(one["at"]))


def best_sealed(sale: Line, bids: list[Line], _reserve_fen: int) -> Line | None:
    return min(bids, key=lambda one: order(sale, one), default=None)


def best_weighted(sale: Line, bids: list[Line], reserve_fen: int) -> Line | None:
    """Of those that reach the reserve the one with most points, exact; if none does, the highest price."""
    highest = max((one["price_fen"] for one in bids), default=1)
    reaching = [one for one in bids if one["price_fen"] >= reserve_fen] or bids
    return min(reaching, key=lambda one: (-points(sale, one, highest), *order(sale, one)), default=None)


def points(sale: Line, one: Line, highest: int) -> Fraction:
    weights = [criterion["weight"] for criterion in sale["weights"]["criteria"]]
    require(sale["weights"]["price"] + sum(weights) == 100, "the weights are not a hundred")
    require(
        len(one["points"]) == len(weights) and all(0 <= given <= 100 for given in one["points"]), "points are missing"
    )
    weighed = sum(weight * given for weight, given in zip(weights, one["points"], strict=True))
    return Fraction(sale["weights"]["price"] * one["price_fen"], highest) + Fraction(weighed, 100)


def open_reserve(sale: Line, reserve: Line | None) -> int:
    """The reserve price in fen; 0 without one. Raises Disagrees unless it is the one committed to before the first bid."""
    require(bool(sale["reserve_commitment"]) == (reserve is not None), "the reserve price was not opened")
    if reserve is None:
        return 0
    opened = {name: reserve[name] for name in ("listing", "reserve_fen", "nonce")}
    committed = hashlib.sha256(json.dumps(opened, sort_keys=True, separators=(",", ":")).encode()).hexdigest()
    require(opened["listing"] == sale["listing"], "the reserve price is that of another listing")
    require(committed == sale["reserve_commitment"], "the reserve price is not the one committed to")
    return int(opened["reserve_fen"])


EARLY = ("withdrawn", "no_bidder", "interrupted")  # ends that nobody has won and that may come before the end
NOBODY = (*EARLY, "unopened")


def check_result(
    result: Line, leader: Line | None, ends_at: datetime, reserve_fen: int, sale: Line | None = None
) -> None:
    """Raises Disagrees unless the result is what the bids lead to; `sale` for one that was sold without bidding."""
    expected = ("no_bid", "", None)
    if leader is not None and leader["price_fen"] < reserve_fen:
        expected = ("below_reserve", "", None)
    elif leader is not None:
        expected = ("sold", leader["code"], leader["price_fen"])
    said = (result["result"], result["winner"], result["price_fen"])
    agreed = result.get("agreed", False)
    if agreed or result["result"] == "no_bidder":
        check_unbid(result, leader, sale or {})
    elif result["result"] in NOBODY:  # whatever was bid, nobody wins
        require(said[1:] == ("", None), "nobody can have won a sale that was ended")
    else:
        require(said == expected, f"the bids lead to {expected}, and the market says {said}")
    require(instant(result["ends_at"]) == ends_at, f"the sale ended at {ends_at.isoformat()}")
    early = not agreed and result["result"] not in EARLY and instant(result["closed_at"]) < ends_at
    require(not early, "the sale was closed before its end")


def check_unbid(result: Line, leader: Line | None, sale: Line) -> None:
    """A sale whose registration ended with one bidder, who buys at the start price, or with none (R-BID-14)."""
    require(leader is None, "there were bids, and the market says that there was no bidding")
    joined = sale.get("registration_ends_at")
    require(joined is not None and instant(result["closed_at"]) >= instant(joined), "registration had not ended")
    if result["result"] == "no_bidder":
        require((result["winner"], result["price_fen"]) == ("", None), "nobody can have won where nobody came")
        return
    require(not sale["reserve_commitment"], "with a secret reserve price the bidding decides")
    said = (result["result"], bool(result["winner"]), result["price_fen"])
    require(said == ("sold", True, sale["start_fen"]), "by agreement the lot is sold at the start price")


def instant(text: str) -> datetime:
    at = datetime.fromisoformat(text)
    require(at.tzinfo is not None, f"{text}: a time without its offset")
    return at


# --- The fees: bands of the schedule that was frozen, exact, rounded once.


def charge(price_fen: int, fee: Line) -> int:
    """The fee of a price in fen: by the target, or on the way from the legacy tariff to it (R-FEE-02, R-FEE-13)."""
    target, legacy = unrounded(price_fen, fee["tariff"]), fee["legacy"]
    if legacy is None:
        return half_up(target)
    old, weight = unrounded(price_fen, legacy), Fraction(fee["weight"])
    mixed = old * (1 - weight) + target * weight
    return half_up(min(mixed, old) if fee["lower_of"] else mixed)


def unrounded(price_fen: int, tariff: Line) -> Fraction:
    amount, lower = Fraction(0), 0
    for band in tariff["bands"]:
        upper, rate = band["upper_fen"], Fraction(band["rate"])
        width = max((price_fen if upper is None else min(price_fen, upper)) - lower, 0)
        if width:
            amount = price_fen * rate if tariff["whole_amount"] else amount + width * rate
        lower = upper
    least, most = tariff["minimum_fen"], tariff["maximum_fen"]
    if price_fen and least is not None:
        amount = max(amount, Fraction(least))
    if most is not None:
        amount = min(amount, Fraction(most))
    for cut in tariff["cuts"]:
        amount *= 1 - Fraction(cut)
    return amount


def half_up(amount: Fraction) -> int:
    return int((2 * amount + 1) // 2)


def check_fees(result: Line, fees: list[Line]) -> None:
    sides = [fee["side"] for fee in fees]
    require(sides == (["buyer", "seller"] if result["result"] == "sold" else []), "a fee is missing or has no deal")
    for fee in fees:
        base = fee["floor_fen"] if fee["floor_fen"] is not None else result["price_fen"]
        expected = charge(base, fee)
        require(
            fee["amount_fen"] == expected, f"the fee of the {fee['side']} is {expected} fen, not {fee['amount_fen']}"
        )


# --- All of it.


def check(raw: bytes, keys: list[Line], receipts: Iterable[str] = ()) -> Line:
    """Check a whole protocol, and receipts against it. Returns the line of the result. Raises Disagrees."""
    lines = read_lines(raw)
    sale, seal, result = lines[0], lines[-1], of_kind(lines, "result")[0]
    require(sale.get("format") == FORMAT, f"this program reads {FORMAT}")
    signed = {"format": FORMAT, "sale": sale["sale"], "lines": len(lines) - 1, "head": seal["previous"]}
    require(verified(seal["jws"], keys) == signed, "what was signed is another protocol")
    held = any("opens_at" in line for line in of_kind(lines, "resume"))
    sale = prolonged(sale, of_kind(lines, "prolong"), held=held)
    course = [line for line in lines if ORDER[line["line"]] == ORDER["bid"]]
    reserve_fen = open_reserve(sale, next(iter(of_kind(lines, "reserve")), None))
    if sale["method"] == "ascending":
        leader, ends_at = replay_bids(sale, course, result)
    else:
        leader, ends_at = replay_rounds(sale, course, result, reserve_fen)
    check_result(result, leader, ends_at, reserve_fen, sale)
    check_fees(result, of_kind(lines, "fee"))
    for receipt in receipts:
        check_receipt(verified(receipt.strip(), keys), sale, lines, result)
    return result


def check_receipt(receipt: Line, sale: Line, lines: list[Line], result: Line) -> None:
    """A bidder's receipt says what the protocol says of that bid, or of that envelope."""
    require(receipt.get("sale") == sale["sale"], "a receipt is of another sale")
    if "envelope" in receipt:
        told = {name: value for name, value in receipt.items() if name != "sale"}
        kept = any(told.items() <= line.items() for line in of_kind(lines, "envelope"))
        require(kept, "the envelope of a receipt is missing, or another")
        return
    bids = of_kind(lines, "bid")
    if instant(receipt["at"]) >= instant(result["closed_at"]):
        require(receipt["refusal"] == "late", "a bid after the closing was accepted")
        return
    place = int(receipt["sequence"])
    require(0 < place <= len(bids), f"the bid of a receipt, {place}, is missing")
    bid = bids[place - 1]
    same = all(receipt.get(name) == bid[name] for name in ("code", "price_fen", "at", "refusal", "rule", "ends_at"))
    require(same, f"bid {place} is not the one that the bidder has a receipt for")


def of_kind(lines: list[Line], kind: str) -> list[Line]:
    return [line for line in lines if line["line"] == kind]


def told(result: Line, sale: Line) -> Iterator[str]:
    yield f"{sale['sale']}: everything agrees."
    if result["result"] == "sold":
        yuan, fen = divmod(result["price_fen"], 100)
        how = "By agreement with the only bidder" if result.get("agreed") else "Won by"
        yield f"{how} {result['winner']} at {yuan}.{fen:02d} yuan; the end was {result['ends_at']}."
    else:
        yield f"Not sold ({result['result']}); the end was {result['ends_at']}."


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Replays the published protocol of a sale.")
    parser.add_argument("protocol", type=Path)
    parser.add_argument("--keys", type=Path, required=True, help="the market's public keys (/.well-known/jwks.json)")
    parser.add_argument("--receipt", type=Path, action="append", default=[], help="a receipt that a bidder kept")
    given = parser.parse_args(arguments)
    try:
        raw, keys = given.protocol.read_bytes(), json.loads(given.keys.read_bytes())["keys"]
        receipts = [path.read_text() for path in given.receipt]
    except (OSError, ValueError, KeyError) as error:
        return tell(2, f"It could not be tried: {error}")
    try:
        result = check(raw, keys, receipts)
    except Disagrees as error:
        return tell(1, f"It does not agree: {error}.")
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        return tell(1, f"It does not agree: a line lacks what belongs there ({error!r}).")
    return tell(0, *told(result, json.loads(raw.split(b"\n", 1)[0])))


def tell(code: int, *lines: str) -> int:
    (sys.stderr if code else sys.stdout).write("\n".join(lines) + "\n")
    return code


if __name__ == "__main__":
    sys.exit(main())
