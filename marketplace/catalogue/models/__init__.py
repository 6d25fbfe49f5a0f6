from marketplace.catalogue.models.checks import ReadinessReview, RightCheck
from marketplace.catalogue.models.choices import (
    NEEDS_ALL_OWNERS,
    NeedKind,
    PatentKind,
    PriceMode,
    Readiness,
    RightKind,
    RightStatus,
    StateLevel,
    TransferMode,
)
from marketplace.catalogue.models.comparison import Comparison
from marketplace.catalogue.models.decision import Decision, InHouseNotice, Objection
from marketplace.catalogue.models.encumbrance import EITHER_OR, Encumbrance, EncumbranceKind
from marketplace.catalogue.models.fingerprint import Fingerprint
from marketplace.catalogue.models.listing import EDITABLE, LIVE, PUBLIC, Listing, ListingState
from marketplace.catalogue.models.need import Need, NeedState
from marketplace.catalogue.models.ownership import Inventor, Ownership
from marketplace.catalogue.models.right import Right
from marketplace.catalogue.models.room import AccessState, ConfidentialityText, Level, Material, RoomAccess
from marketplace.catalogue.models.source import Source
from marketplace.catalogue.models.taxonomy import (
    Division,
    Industry,
    IndustrySector,
    IpcClass,
    IpcIndustry,
    Loaded,
    ResearchField,
    Sector,
    TechnologyField,
    Zone,
)
from marketplace.catalogue.models.upload import ColumnMapping, RejectedRow, Upload, UploadKind
from marketplace.catalogue.models.version import Cause, ListingVersion

__all__ = [
    "EDITABLE",
    "EITHER_OR",
    "LIVE",
    "NEEDS_ALL_OWNERS",
    "PUBLIC",
    "AccessState",
    "Cause",
    "ColumnMapping",
    "Comparison",
    "ConfidentialityText",
    "Decision",
    "Division",
    "Encumbrance",
    "EncumbranceKind",
    "Fingerprint",
    "InHouseNotice",
    "Industry",
    "IndustrySector",
    "Inventor",
    "IpcClass",
    "IpcIndustry",
    "Level",
    "Listing",
    "ListingState",
    "ListingVersion",
    "Loaded",
    "Material",
    "Need",
    "NeedKind",
    "NeedState",
    "Objection",
    "Ownership",
    "PatentKind",
    "PriceMode",
    "Readiness",
    "ReadinessReview",
    "RejectedRow",
    "ResearchField",
    "Right",
    "RightCheck",
    "RightKind",
    "RightStatus",
    "RoomAccess",
    "Sector",
    "Source",
    "StateLevel",
    "TechnologyField",
    "TransferMode",
    "Upload",
    "UploadKind",
    "Zone",
]
