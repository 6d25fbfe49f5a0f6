"""Addresses of the catalogue."""

from django.urls import path

from marketplace.catalogue.api import (
    checks,
    classification,
    encumbrances,
    imports,
    listings,
    needs,
    rooms,
    taxonomy,
    versions,
)
from marketplace.catalogue.views import checks as check_pages
from marketplace.catalogue.views import classification as classification_pages
from marketplace.catalogue.views import encumbrances as encumbrance_pages
from marketplace.catalogue.views import listings as listing_pages
from marketplace.catalogue.views import mappings as mapping_pages
from marketplace.catalogue.views import needs as need_pages
from marketplace.catalogue.views import rooms as room_pages
from marketplace.catalogue.views import taxonomy as taxonomy_pages
from marketplace.catalogue.views import uploads as upload_pages
from marketplace.catalogue.views import versions as version_pages

app_name = "catalogue"

urlpatterns = [
    path("listings/new/", listing_pages.new, name="new_listing"),
    path("listings/<str:number>/edit/", listing_pages.edit, name="edit_listing"),
    path("listings/<str:number>/take-up/", listing_pages.take_up, name="take_up_listing"),
    path("listings/<str:number>/sent/", listing_pages.sent, name="sent_listing"),
    path("listings/<str:number>/encumbrances/", encumbrance_pages.encumbrances, name="encumbrances"),
    path("listings/<str:number>/encumbrances/<str:encumbrance>/lift/", encumbrance_pages.lift, name="lift_encumbrance"),
    path("listings/<str:number>/checks/", check_pages.checks, name="checks"),
    path("listings/<str:number>/checks/readiness/", check_pages.readiness, name="readiness"),
    path("rights/to-check/", check_pages.to_check, name="rights_to_check"),
    path("listings/<str:number>/room/", room_pages.room, name="room"),
    path("listings/<str:number>/room/materials/", room_pages.add, name="add_material"),
    path(
        "listings/<str:number>/room/materials/<str:material>/take-back/",
        room_pages.take_back,
        name="take_back_material",
    ),
    path("listings/<str:number>/room/undertaking/", room_pages.undertaking, name="undertaking"),
    path("listings/<str:number>/room/ask/", room_pages.ask, name="ask_access"),
    *(
        path(
            f"listings/<str:number>/room/accesses/<str:access>/{verb}/",
            room_pages.answer,
            {"verb": verb},
            name=f"{verb}_access",
        )
        for verb in room_pages.ANSWERS
    ),
    path("listings/<str:number>/versions/", version_pages.versions, name="versions"),
    path("classify/", classification_pages.classify, name="classify"),
    path("taxonomies/", taxonomy_pages.taxonomies, name="taxonomies"),
    path("taxonomies/places/", taxonomy_pages.places, name="places"),
    path("taxonomies/<str:table>/", taxonomy_pages.tree, name="taxonomy"),
    path("needs/new/", need_pages.new, name="new_need"),
    path("imports/", upload_pages.imports, name="import"),
    path("imports/mappings/", mapping_pages.mappings, name="mappings"),
    path("imports/mappings/<str:number>/", mapping_pages.edit, name="mapping"),
    path("imports/mappings/<str:number>/forget/", mapping_pages.forget, name="forget_mapping"),
    path("imports/<str:number>/", upload_pages.upload, name="upload"),
    path("imports/<str:number>/columns/", upload_pages.columns, name="upload_columns"),
    path("imports/<str:number>/errors.<str:ending>", upload_pages.errors, name="upload_errors"),
    path("imports/<str:number>/start/", upload_pages.start, name="upload_start"),
    path("imports/<str:number>/stop/", upload_pages.stop, name="upload_stop"),
]

api_urlpatterns = [
    path("listings", listings.ListingList.as_view()),
    path("listings/<str:number>", listings.ListingDetail.as_view()),
    path("listings/<str:number>/doubles", listings.Doubles.as_view()),
    path("listings/<str:number>/completeness", listings.Completeness.as_view()),
    path("listings/<str:number>/taking-up", listings.TakingUp.as_view()),
    path("listings/<str:number>/secrecy-declaration", listings.Secrecy.as_view()),
    path("listings/<str:number>/consent", listings.Consent.as_view()),
    path("listings/<str:number>/owners/<int:position>/consent", listings.PaperConsent.as_view()),
    path("listings/<str:number>/encumbrances", encumbrances.ListingEncumbrances.as_view()),
    path("listings/<str:number>/right-checks", checks.RightChecks.as_view()),
    path("listings/<str:number>/readiness-reviews", checks.ReadinessReviews.as_view()),
    path("rights-to-check", checks.RightsToCheck.as_view()),
    path("listings/<str:number>/versions", versions.Versions.as_view()),
    path("listings/<str:number>/versions/<int:position>", versions.VersionDetail.as_view()),
    path("listings/<str:number>/materials", rooms.Room.as_view()),
    path("materials/<str:number>/taking-back", rooms.TakingBack.as_view()),
    path("listings/<str:number>/undertaking", rooms.Undertaking.as_view()),
    path("listings/<str:number>/room-accesses", rooms.RoomAccesses.as_view()),
    path("listings/<str:number>/room-looks", rooms.RoomLooks.as_view()),
    path("room-accesses/<str:number>/grant", rooms.Granting.as_view()),
    path("room-accesses/<str:number>/refusal", rooms.Refusing.as_view()),
    path("room-accesses/<str:number>/revocation", rooms.Revoking.as_view()),
    path("encumbrances/<str:number>/lifting", encumbrances.EncumbranceLifting.as_view()),
    path("needs", needs.NeedList.as_view()),
    path("needs/<str:number>", needs.NeedDetail.as_view()),
    path("needs/<str:number>/closure", needs.Closure.as_view()),
    path("imports", imports.ImportList.as_view()),
    path("imports/rows", imports.ImportRows.as_view()),
    path("imports/<str:number>", imports.ImportDetail.as_view()),
    path("imports/<str:number>/columns", imports.ImportColumns.as_view()),
    path("imports/<str:number>/start", imports.ImportStart.as_view()),
    path("imports/<str:number>/errors", imports.ImportErrors.as_view()),
    path("imports/<str:number>/errors.<str:ending>", imports.ImportErrorFile.as_view()),
    path("import-mappings", imports.MappingList.as_view()),
    path("import-mappings/<str:number>", imports.MappingDetail.as_view()),
    path("technology-fields", taxonomy.TechnologyFields.as_view()),
    path("ipc", taxonomy.IpcClasses.as_view()),
    path("ipc/<str:code>/serves", taxonomy.IpcServes.as_view()),
    path("classification", classification.Classification.as_view()),
    path("research-fields", taxonomy.ResearchFields.as_view()),
    path("sectors", taxonomy.Sectors.as_view()),
    path("zones", taxonomy.Zones.as_view()),
    path("industries", taxonomy.Industries.as_view()),
    path("divisions", taxonomy.Divisions.as_view()),
]
