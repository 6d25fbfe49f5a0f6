"""All addresses: pages below /, the API below /api/v1/."""

from allauth.account.views import change_phone, verify_phone
from django.urls import include, path

from accounts.urls import api_urlpatterns as accounts_api
from marketplace.agency.urls import api_urlpatterns as agency_api
from marketplace.cashier.urls import api_urlpatterns as cashier_api
from marketplace.catalogue.urls import api_urlpatterns as catalogue_api
from marketplace.commissioning.urls import api_urlpatterns as commissioning_api
from marketplace.contracts.urls import api_urlpatterns as contracts_api
from marketplace.core.api import Nothing
from marketplace.core.docs import Docs, Document
from marketplace.desk.urls import api_urlpatterns as desk_api
from marketplace.discovery.urls import api_urlpatterns as discovery_api
from marketplace.documents.urls import api_urlpatterns as documents_api
from marketplace.fees.urls import api_urlpatterns as fees_api
from marketplace.files.urls import api_urlpatterns as files_api
from marketplace.jobs.urls import api_urlpatterns as jobs_api
from marketplace.ledger.urls import api_urlpatterns as ledger_api
from marketplace.licensing.urls import api_urlpatterns as licensing_api
from marketplace.matching.urls import api_urlpatterns as matching_api
from marketplace.messages.urls import api_urlpatterns as messages_api
from marketplace.network.urls import api_urlpatterns as network_api
from marketplace.proceeds.urls import api_urlpatterns as proceeds_api
from marketplace.registry.urls import api_urlpatterns as registry_api
from marketplace.reporting.urls import api_urlpatterns as reporting_api
from marketplace.rulebook.urls import api_urlpatterns as rulebook_api
from marketplace.simulation.urls import api_urlpatterns as simulation_api
from marketplace.trading.urls import api_urlpatterns as trading_api

api_urlpatterns = [
    *accounts_api,
    *files_api,
    *documents_api,
    *jobs_api,
    *rulebook_api,
    *ledger_api,
    *fees_api,
    *simulation_api,
    *agency_api,
    *catalogue_api,
    *desk_api,
    *discovery_api,
    *matching_api,
    *contracts_api,
    *trading_api,
    *cashier_api,
    *registry_api,
    *licensing_api,
    *commissioning_api,
    *proceeds_api,
    *network_api,
    *messages_api,
    *reporting_api,
    path("schema/", Document.as_view(), name="api-schema"),
    path("docs/", Docs.as_view(), name="api-docs"),
    path("<path:nowhere>", Nothing.as_view()),
]

urlpatterns = [
    path("api/v1/", include(api_urlpatterns)),
    path("", include("marketplace.files.urls")),
    path("", include("marketplace.keys.urls")),
    path("", include("marketplace.network.urls")),
    path("", include("marketplace.documents.urls")),
    path("", include("marketplace.fees.urls")),
    path("", include("marketplace.ledger.urls")),
    path("", include("marketplace.contracts.urls")),
    path("", include("marketplace.trading.urls")),
    path("", include("marketplace.cashier.urls")),
    path("", include("marketplace.simulation.urls")),
    path("", include("marketplace.registry.urls")),
    path("", include("marketplace.licensing.urls")),
    path("", include("marketplace.commissioning.urls")),
    path("", include("marketplace.proceeds.urls")),
    path("", include("marketplace.catalogue.urls")),
    path("", include("marketplace.desk.urls")),
    path("", include("marketplace.rulebook.urls")),
    path("", include("marketplace.messages.urls")),
    path("", include("marketplace.reporting.urls")),
    path("", include("marketplace.agency.urls")),
    path("", include("marketplace.portal.urls")),
    path("", include("marketplace.sandbox.urls")),
    path("", include("accounts.urls")),
    path("accounts/phone/change/", change_phone, name="account_change_phone"),
    path("accounts/phone/verify/", verify_phone, name="account_verify_phone"),
    path("accounts/", include("allauth.urls")),
    path("i18n/", include("django.conf.urls.i18n")),
]

handler400 = "marketplace.core.broken.bad_request"
handler500 = "marketplace.core.broken.server_error"
