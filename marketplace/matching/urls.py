from django.urls import path

from marketplace.matching.api import contacts, matches, quality

api_urlpatterns = [
    path("matches", matches.MatchList.as_view(), name="api-matches"),
    path("matches/<str:number>", matches.MatchDetail.as_view(), name="api-match"),
    path("matches/<str:number>/acceptance", matches.Acceptance.as_view(), name="api-match-acceptance"),
    path("matches/<str:number>/decline", matches.DeclineView.as_view(), name="api-match-decline"),
    path("matches/<str:number>/contact", contacts.ContactDetail.as_view(), name="api-match-contact"),
    path("matches/<str:number>/contact/messages", contacts.MessageList.as_view(), name="api-contact-messages"),
    path("matches/<str:number>/contact/step", contacts.StepView.as_view(), name="api-contact-step"),
    path("matches/<str:number>/contact/step/done", contacts.StepDone.as_view(), name="api-contact-step-done"),
    path("matches/<str:number>/contact/outcomes", contacts.OutcomeList.as_view(), name="api-contact-outcomes"),
    path("matches/<str:number>/contact/end", contacts.EndView.as_view(), name="api-contact-end"),
    path("matching-quality", quality.QualityView.as_view(), name="api-matching-quality"),
    path("matching-runs", matches.RunList.as_view(), name="api-matching-runs"),
]
