"""Story S1 over HTTP at its own instants: every number is compared with the literal of domain.md, section 3."""

import json
import time
from collections.abc import Callable
from typing import Any

from accounts.actor import system_actor
from marketplace.core.clock import market_clock, shanghai
from marketplace.rulebook.commands import freeze_market_time
from marketplace.sandbox.checking.program import Failed, Program, money
from marketplace.sandbox.checking.report import Report

DAY = "2027-04-12T"
SWEEP_SECONDS = 30
BIDS = [  # instant, bidder, price in yuan, accepted, end of the sale after it
    ("09:15:00", "B1", "2800000.00", True, "15:00:00"),
    ("10:02:10", "B2", "2900000.00", True, "15:00:00"),
    ("10:05:00", "B3", "2960000.00", False, "15:00:00"),
    ("14:56:30", "B1", "3050000.00", True, "15:01:30"),
    ("15:00:59", "B3", "3200000.00", True, "15:05:59"),
    ("15:05:58", "B2", "3350000.00", True, "15:10:58"),
    ("15:10:58", "B1", "3400000.00", False, "15:10:58"),
]
ACCOUNT = "6200000000000000001"  # synthetic: no bank has it
PHASES = {
    "SW": ["120500.00", "98750.00", "77000.00", "55250.00"],
    "CQ": ["23450.00", "34050.00", "44650.00", "55250.00"],
}


class Story:
    """Parties: U1 sells, B1, B2, B3 bid, officer, reviewer and finance of SW, officer of CQ; `anybody` has no token."""

    def __init__(self, programs: dict[str, Program], names: dict[str, str], listing: str, report: Report) -> None:
        self.programs, self.names, self.listing, self.report = programs, names, listing, report
        self.sale = ""

    def play(self) -> None:
        self.announce()
        self.bid()
        self.close()
        self.amounts()
        self.tariffs()
        self.pay()
        self.settle()
        self.certify()

    def announce(self) -> None:
        self.report.step("S1.1 公告与登记 · announced at SW, three bidders, deposits")
        at("2027-03-22T10:00:00")
        terms = {
            "listing": self.listing,
            "start": money("2800000.00"),
            "increment": money("50000.00"),
            "reserve": money("3000000.00"),
            "opens_at": f"{DAY}09:00:00+08:00",
            "free_ends_at": f"{DAY}15:00:00+08:00",
        }
        self._waive()
        announced = self.post("officer", "sales", terms)
        self.sale = announced["number"]
        self.report.note(f"{self.sale} · {self.listing}")
        self.report.number("起拍价 start", announced["start"], money("2800000.00"))
        self.report.number("保证金 deposit (10 %)", announced["deposit"], money("280000.00"))
        self.report.number("延时 extension, seconds", announced["extension_seconds"], 300)
        self.report.holds("保留价密封 reserve sealed: its hash is public, its amount is not", self._sealed())
        at("2027-04-08T10:00:00")
        for who in ("B1", "B2", "B3"):
            registration = self.post(who, f"sales/{self.sale}/registrations", {"foreign_link": "none"})
            self._receive("deposit", registration["number"], who, "280000.00")

    def _waive(self) -> None:
        """The inventors, who go first at equal conditions, have waived (R-CON-05)."""
        for name in self.get("anybody", f"listings/{self.listing}")["inventors"]:
            holder = self.post("U1", f"listings/{self.listing}/priority-holders", {"kind": "completer", "name": name})
            self.post("U1", f"priority-holders/{holder['number']}/waivers", {"proof": "示范放弃声明"})

    def _sealed(self) -> bool:
        shown = self.get("anybody", f"sales/{self.sale}")
        return len(shown["reserve"]["commitment"]) == 64 and "3000000" not in json.dumps(shown)

    def bid(self) -> None:
        self.report.step("S1.2 竞价 · bids at their own instants, 2027-04-12")
        at(f"{DAY}09:00:00")
        self.wait_for("open")
        for instant, who, price, accepted, ends in BIDS:
            at(f"{DAY}{instant}")
            receipt = self.post(who, f"sales/{self.sale}/bids", {"price": money(price)})
            verdict = "✓" if receipt["accepted"] else f"✗ {receipt['rule']}"
            self.report.number(
                f"{instant} {who} {price} {verdict}, end",
                (receipt["accepted"], receipt["ends_at"]),
                (accepted, f"{DAY}{ends}+08:00"),
            )
            if instant == "10:05:00":
                self.report.number("规则 rule of the refusal", receipt["rule"], "R-BID-08")
                self.report.holds(
                    "应答给出最近的有效出价 the answer names 3,000,000.00", "3,000,000.00" in receipt["reason"]
                )
                self.report.holds("结束前不显示名称 no names before the end", not self._named())

    def _named(self) -> bool:
        parts = [self.get("anybody", f"sales/{self.sale}{part}") for part in ("", "/bids")]
        said = json.dumps(parts, ensure_ascii=False)
        return any(self.names[who] in said for who in ("B1", "B2", "B3"))

    def close(self) -> None:
        self.report.step("S1.3 结果 · the worker closes the sale at 15:10:58")
        shown = self.wait_for("won")
        self.report.number("受让方 winner", shown["winner"]["name"], self.names["B2"])
        self.report.number("成交价 price", shown["leading"], money("3350000.00"))
        self.report.number("达到保留价 reserve met", shown["reserve"]["met"], True)
        self.report.number("保证金退还期限 deposits due back", shown["deposits_due_at"], "2027-04-16T00:00:00+08:00")

    def amounts(self) -> None:
        self.report.step("S1.4–5 服务费与款项 · fees and what is due")
        shown = self.get("officer", f"sales/{self.sale}/settlement")
        buyer = self.get("B2", f"sales/{self.sale}/settlement")["buyer"]
        seller = self.get("U1", f"sales/{self.sale}/settlement")["seller"]
        self.report.number("转让方服务费 seller's fee (E1)", seller["fee"], money("55250.00"))
        self.report.number("受让方服务费 buyer's fee (E1)", buyer["fee"], money("55250.00"))
        shares = {share["payee"]: (share["exchange"], share["amount"]) for share in shown["shares"]}
        pool = sum(int(share["amount"]["amount"].replace(".", "")) for share in shown["shares"])
        self.report.number("服务费合计 pool, fen", pool, 110_500_00)
        self.report.number("挂牌机构 listing exchange 60 %", shares["listing"], ("SW", money("66300.00")))
        self.report.number("推荐机构 referring exchange 30 %", shares["referral"], ("CQ", money("33150.00")))
        self.report.number("联盟基金 alliance fund 10 %", shares["fund"], ("", money("11050.00")))
        self.report.number("价款余额 balance of the price", buyer["balance"], money("3070000.00"))
        self.report.number("受让方应付 buyer pays", buyer["due"], money("3125250.00"))
        self.report.number("转让方实收 seller receives", seller["net"], money("3294750.00"))
        self.report.number("收费标准 mark", shown["mark"], "示例分档，非公布标准")

    def tariffs(self) -> None:
        self.report.step("S1.6 与原标准比较 · the legacy tariffs and the phase-in, each side")
        shown = self.post("anybody", "fee-calculations", {"price": money("3350000.00")})
        fees = {(row["schedule"]["code"], row["side"]): row["amount"] for row in shown["fees"]}
        for code, amount in (("E1", "55250.00"), ("SW", "120500.00"), ("CQ", "23450.00")):
            each = [fees[code, side] for side in ("seller", "buyer")]
            self.report.number(f"{code}，双方 each side", each, [money(amount)] * 2)
        for exchange, amounts in PHASES.items():
            for side in ("seller", "buyer"):
                rows = [row for row in shown["phases"] if (row["exchange"], row["side"]) == (exchange, side)]
                self.report.number(
                    f"{exchange} {side} 0, 1/3, 2/3, 1", [row["amount"]["amount"] for row in rows], amounts
                )
        self.report.holds("说明不同口径 the note says that CQ's calibre differs", "产权协议转让" in shown["note"])

    def pay(self) -> None:
        self.report.step("S1.5 退还保证金、签约、付款 · deposits back, contract, payment")
        at("2027-04-13T10:00:00")
        returned = self.post("reviewer", f"sales/{self.sale}/deposit-returns")
        names = [row["organisation"]["name"] for row in returned]
        self.report.number("退还 280,000.00 × 2 returned to", names, [self.names["B1"], self.names["B3"]])
        for who in ("U1", "B2"):
            self.post(who, f"sales/{self.sale}/contract/signatures")
        at("2027-04-14T10:00:00")
        self._receive("payment", self.sale, "B2", "3125250.00")
        status, early = self.programs["officer"].ask("POST", f"sales/{self.sale}/certificate", {})
        refused = (status, early.get("rule"))
        self.report.number("结算前出具鉴证书被拒 certificate before settlement refused", refused, (409, "R-SET-06"))

    def settle(self) -> None:
        self.report.step("S1.5 结算 · settled by a second pair of eyes")
        at("2027-04-15T10:00:00")
        status, _said = self.programs["officer"].ask("POST", f"sales/{self.sale}/settlement", {})
        self.report.number("业务员不得自行结算 the officer may not", status, 403)
        settled = self.post("reviewer", f"sales/{self.sale}/settlement")
        self.report.number("结算单 state", settled["state"], "settled")

    def certify(self) -> None:
        self.report.step("S1.7 交易鉴证书 · certificate")
        issued = self.post("officer", f"sales/{self.sale}/certificate")
        shown = self.get("anybody", f"certificates/{issued['number']}")["certificate"]
        self.report.note(f"{issued['number']}  SHA-256 {shown['sha256']}")
        self.report.number("证载价款 certified price", shown["payload"]["price"], money("3350000.00"))
        self.report.holds("公开验证通过 verifies for everybody", self._check(json.dumps(shown))["verified"])
        altered = json.dumps(shown).replace("3350000.00", "3250000.00", 1)
        answer = self._check(altered)
        failed = [finding["check"] for finding in answer["checks"] if not finding["passed"]]
        self.report.holds(f"改动一个字节即被发现 one byte altered fails: {', '.join(failed)}", not answer["verified"])

    def _check(self, text: str) -> Any:
        return self.post("anybody", "certificate-checks", {"text": text})

    def get(self, who: str, path: str) -> Any:
        return self.programs[who].get(path)

    def post(self, who: str, path: str, body: dict[str, Any] | None = None) -> Any:
        return self.programs[who].post(path, body)

    def wait_for(self, state: str) -> Any:
        """The sale, once the worker's sweep has brought it to a state. Raises Failed."""
        shown: list[Any] = []

        def there() -> bool:
            shown[:] = [self.get("anybody", f"sales/{self.sale}")]
            return bool(shown[0]["state"] == state)

        await_that(there, f"{self.sale} is not {state}", SWEEP_SECONDS)
        return shown[0]

    def _receive(self, kind: str, subject: str, who: str, amount: str) -> None:
        """Money comes: two persons say so, at the cashier's desk."""
        line = f"S1-{who}-{amount}"
        came = {"amount": money(amount), "payer_name": self.names[who], "payer_account": ACCOUNT}
        entered = {"kind": kind, "subject": subject, "bank_reference": line, **came}
        path = f"cashier-proposals/{self.post('finance', 'cashier-proposals', entered)['number']}/confirmation"
        status, _said = self.programs["finance"].ask("POST", path, {})
        self.report.number("登记到账的人不得确认 who entered it may not confirm it", status, 403)
        self.post("officer", path)


def at(instant: str) -> None:
    """Let the market's time stand at an instant of the story."""
    freeze_market_time(at=shanghai(instant), actor=system_actor("sandbox.check"), clock=market_clock)


def await_that(holds: Callable[[], bool], otherwise: str, seconds: float) -> float:
    """Wait until something holds; returns how long it took. Raises Failed."""
    started = time.monotonic()
    while not holds():
        if time.monotonic() - started > seconds:
            raise Failed(f"{otherwise} after {seconds:.0f} s (logs: var/log)")
        time.sleep(0.1)
    return time.monotonic() - started
