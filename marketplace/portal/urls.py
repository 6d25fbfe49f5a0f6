"""Pages that span areas."""

from django.urls import path

from marketplace.portal.style import style
from marketplace.portal.views import fees, home, jobs, listings, matches, needs, sales, searching, workspace

app_name = "portal"

urlpatterns = [
    path("", home.home, name="home"),
    path("search/", searching.search, name="search"),
    path("listings/", searching.search, {"kind": "listing"}, name="listings"),
    path("listings/<str:number>/", listings.listing, name="listing"),
    path("listings/<str:number>/accept/", listings.accept, name="accept_listing"),
    path("listings/<str:number>/return/", listings.send_back, name="return_listing"),
    path("listings/<str:number>/publish/", listings.publish, name="publish_listing"),
    path("listings/<str:number>/withdraw/", listings.withdraw, name="withdraw_listing"),
    path("listings/<str:number>/consent/", listings.consent, name="consent"),
    path("listings/<str:number>/owners/<int:position>/consent/", listings.record_consent, name="record_consent"),
    path("needs/", searching.search, {"kind": "need"}, name="needs"),
    path("needs/<str:number>/", needs.need, name="need"),
    path("needs/<str:number>/close/", needs.close, name="close_need"),
    path("workspace/", workspace.workspace, name="workspace"),
    path("matches/", matches.matches, name="matches"),
    path("matches/<str:number>/", matches.match, name="match"),
    path("matches/<str:number>/accept/", matches.accept, name="accept_match"),
    path("matches/<str:number>/decline/", matches.decline, name="decline_match"),
    path("jobs/", jobs.jobs, name="jobs"),
    path("jobs/<str:number>/", jobs.job, name="job"),
    path("jobs/<str:number>/cancel/", jobs.cancel, name="cancel_job"),
    path("console/", workspace.console, name="console"),
    path("console/matching/", workspace.start_matching, name="start_matching"),
    path("fees/", fees.fees, name="fees"),
    path("style/", style, name="style"),
    path("sales/", sales.sale_list, name="sales"),
    path("sales/<str:number>/", sales.sale, name="sale"),
    path("sales/<str:number>/live/", sales.sale_live, name="sale_live"),
    path("sales/<str:number>/bid/", sales.sale_bid, name="sale_bid"),
    path("sales/<str:number>/register/", sales.sale_register, name="sale_register"),
    path("sales/<str:number>/deposits/<str:registration>/", sales.sale_deposit, name="sale_deposit"),
    path("listings/<str:number>/sale/new/", sales.sale_new, name="sale_new"),
]
