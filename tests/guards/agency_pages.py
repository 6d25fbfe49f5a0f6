"""Rows of the agency's pages."""

from collections.abc import Callable
from typing import Any

from tests.catalogue.factories import TODAY
from tests.files.factories import upload
from tests.guards.cast import Cast
from tests.guards.deeds import agency as deeds
from tests.guards.doors import Call
from tests.trading.factories import AFTER

Page = Callable[[Cast], Call]
CUSTODY = {
    "side": "owner",
    "scopes": ["list", "sign"],
    "all_rights": "on",
    "rights": "",
    "from_date": "2027-01-01",
    "to_date": "2027-12-31",
    "limit_fen": "300万",
    "annuities": "委托方",
    "fee": "按成交额",
    "fee_fen": "",
    "fee_bp": "500",
    "notice_days": "30",
    "terms": "示范约定",
}
CERTIFICATE = {"name": "示范经理人", "level": "middle", "certificate_number": "示范证号", "issued_by": "示范基地"}


def about(name: str, make: Callable[[Cast], dict[str, Any]], form: Any = None) -> Page:
    """The page of the thing that a command's row makes under `name`."""
    return lambda cast: Call({"number": make(cast)[name].number}, body=form, at=TODAY)


def sale(form: Any = None) -> Page:
    def page(cast: Cast) -> Call:
        given = deeds.attribute_sale(cast)
        body = form and {"practitioner": given["practitioner"].number, **form}
        return Call({"number": given["sale"].number}, body=body, at=AFTER)

    return page


def new_custody(cast: Cast) -> Call:
    return Call(body={**CUSTODY, "other": deeds.propose_custody(cast)["custodian"].number})


def paid(cast: Cast) -> Call:
    given = deeds.record_annuity_paid(cast)
    body = {"paid_date": "2027-06-01", "evidence": "示范收据"}
    return Call({"number": given["annuity"].agreement.number, "annuity": 1}, body=body, at=given["clock"])


def attribution(cast: Cast) -> Call:
    return Call({"number": deeds.attributed(cast).number}, body={}, at=AFTER)


def commission(make: Callable[[Cast], dict[str, Any]]) -> Page:
    return lambda cast: Call({"number": make(cast)["commission"].number}, body={}, at=AFTER)


def promise(form: Any = None) -> Page:
    def page(cast: Cast) -> Call:
        given = deeds.propose_commission(cast)
        body = form and {"attribution": given["attribution"], **form}
        return Call({"number": given["sale"].number}, body=body, at=AFTER)

    return page


ANNUITY = {"right_number": "示范权利号", "due_date": "2027-06-30", "amount": "900", "payer": "owner"}
REASON = {"reason": "示范原因"}

AGENCY_PAGES: dict[str, Page] = {
    "GET custody/": lambda cast: Call(),
    "GET custody/new/": lambda cast: Call(),
    "POST custody/new/": new_custody,
    "GET custody/<number>/": about("agreement", deeds.terminate_custody),
    "POST custody/<number>/sign/": about("agreement", deeds.sign_custody, {}),
    "POST custody/<number>/paper/": about("agreement", deeds.print_custody, {}),
    "POST custody/<number>/refuse/": about("agreement", deeds.refuse_custody, REASON),
    "POST custody/<number>/terminate/": about(
        "agreement", deeds.terminate_custody, {"last_date": "2027-06-30", **REASON}
    ),
    "POST custody/<number>/scan/": about("agreement", deeds.terminate_custody, {"file": upload}),
    "POST custody/<number>/annuities/": about("agreement", deeds.terminate_custody, ANNUITY),
    "POST custody/<number>/annuities/<annuity>/paid/": paid,
    "GET practitioners/": lambda cast: Call(query="q=示范"),
    "GET practitioners/mine/": lambda cast: Call(),
    "POST practitioners/mine/": lambda cast: Call(body=CERTIFICATE),
    "GET practitioners/<number>/": about("practitioner", deeds.suspend_practitioner),
    "GET practitioners/<number>/ (one that waits)": about("practitioner", deeds.verify_practitioner),
    "POST practitioners/<number>/verify/": about("practitioner", deeds.verify_practitioner, {}),
    "POST practitioners/<number>/return/": about("practitioner", deeds.return_practitioner, REASON),
    "POST practitioners/<number>/suspend/": about("practitioner", deeds.suspend_practitioner, REASON),
    "POST practitioners/<number>/reinstate/": about("practitioner", deeds.reinstate_practitioner, {}),
    "POST practitioners/<number>/consent/": about("practitioner", deeds.publish_practitioner, {"consents": "0"}),
    "POST practitioners/attributions/<number>/confirm/": attribution,
    "POST practitioners/attributions/<number>/decline/": attribution,
    "GET sales/<number>/attributions/": sale(),
    "POST sales/<number>/attributions/": sale({"role": "for_seller", "share": "1/2"}),
    "GET sales/<number>/commissions/": promise(),
    "POST sales/<number>/commissions/": promise({"amount_fen": "60000", "agreement": "示范居间合同"}),
    "POST commissions/<number>/agree/": commission(deeds.agree_commission),
    "POST commissions/<number>/decline/": commission(deeds.decline_commission),
    "POST commissions/<number>/withdraw/": commission(deeds.withdraw_commission),
}
