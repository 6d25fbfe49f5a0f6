from marketplace.catalogue.queries.checks import check_valid_days, checks_of, readiness_of, rights_to_check
from marketplace.catalogue.queries.classification import Proposals, proposals
from marketplace.catalogue.queries.decisions import (
    Check,
    decision,
    decision_of,
    duty_of_care,
    in_house_notice,
    may_sign_from,
    notice_of,
    notice_period,
    objection,
)
from marketplace.catalogue.queries.disclosure import disclosure_end, disclosure_working_days
from marketplace.catalogue.queries.doubles import doubles_of
from marketplace.catalogue.queries.encumbrances import (
    blocked,
    encumbrance,
    encumbrances_of,
    lot_blocked,
    refuse_lot_blocked,
)
from marketplace.catalogue.queries.listings import consents_missing, gaps, listing, listings, listings_for, ownership
from marketplace.catalogue.queries.needs import need, needs, needs_for
from marketplace.catalogue.queries.parties import Parties, parties_named
from marketplace.catalogue.queries.reference import Serves, branch, serves
from marketplace.catalogue.queries.reselling import refuse_early_resale, resold_from
from marketplace.catalogue.queries.rooms import (
    access,
    accesses,
    looks_of,
    material,
    materials_of,
    papers_of,
    undertaking,
)
from marketplace.catalogue.queries.telling import completeness
from marketplace.catalogue.queries.unsettling import perhaps_unsettled, refuse_objected, unsettled
from marketplace.catalogue.queries.uploads import (
    faults_shown,
    mapping,
    mappings,
    rejected,
    rejected_sheet,
    upload,
    uploads,
)
from marketplace.catalogue.queries.venue import capabilities_needed
from marketplace.catalogue.queries.versions import FieldChange, changes_between, version, versions_of

__all__ = [
    "Check",
    "FieldChange",
    "Parties",
    "Proposals",
    "Serves",
    "access",
    "accesses",
    "blocked",
    "branch",
    "capabilities_needed",
    "changes_between",
    "check_valid_days",
    "checks_of",
    "completeness",
    "consents_missing",
    "decision",
    "decision_of",
    "disclosure_end",
    "disclosure_working_days",
    "doubles_of",
    "duty_of_care",
    "encumbrance",
    "encumbrances_of",
    "faults_shown",
    "gaps",
    "in_house_notice",
    "listing",
    "listings",
    "listings_for",
    "looks_of",
    "lot_blocked",
    "mapping",
    "mappings",
    "material",
    "materials_of",
    "may_sign_from",
    "need",
    "needs",
    "needs_for",
    "notice_of",
    "notice_period",
    "objection",
    "ownership",
    "papers_of",
    "parties_named",
    "perhaps_unsettled",
    "proposals",
    "readiness_of",
    "refuse_early_resale",
    "refuse_lot_blocked",
    "refuse_objected",
    "rejected",
    "rejected_sheet",
    "resold_from",
    "rights_to_check",
    "serves",
    "undertaking",
    "unsettled",
    "upload",
    "uploads",
    "version",
    "versions_of",
]
