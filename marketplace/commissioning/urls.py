"""Addresses of calls, solutions and offers on needs."""

from django.urls import path

from marketplace.commissioning.api import calls, solutions, threads
from marketplace.commissioning.views import calls as call_pages
from marketplace.commissioning.views import solutions as solution_pages
from marketplace.commissioning.views import threads as thread_pages

app_name = "commissioning"

urlpatterns = [
    path("calls/", call_pages.calls, name="calls"),
    path("calls/new/<str:need>/", call_pages.new, name="new_call"),
    path("calls/questions/<str:number>/answer/", call_pages.answer, name="answer"),
    path("calls/objections/<str:number>/decision/", call_pages.decide, name="decide"),
    path("calls/<str:number>/", call_pages.call, name="call"),
    path("calls/<str:number>/check/", call_pages.check, name="check"),
    path("calls/<str:number>/return/", call_pages.send_back, name="return"),
    path("calls/<str:number>/publish/", call_pages.publish, name="publish"),
    path("calls/<str:number>/withdraw/", call_pages.withdraw, name="withdraw"),
    path("calls/<str:number>/amend/", call_pages.amend, name="amend"),
    path("calls/<str:number>/ask/", call_pages.ask, name="ask"),
    path("calls/<str:number>/scores/", call_pages.scores, name="scores"),
    path("calls/<str:number>/confirm/", call_pages.confirm, name="confirm"),
    path("calls/<str:number>/result/", call_pages.result, name="result"),
    path("calls/<str:number>/decline/", call_pages.decline, name="decline"),
    path("calls/<str:number>/object/", call_pages.object_to, name="object"),
    path("calls/<str:number>/hand-in/", solution_pages.hand_in, name="hand_in"),
    path("solutions/", solution_pages.solutions, name="solutions"),
    path("solutions/<str:number>/", solution_pages.solution, name="solution"),
    path("solutions/<str:number>/withdraw/", solution_pages.withdraw, name="withdraw_solution"),
    path("solutions/<str:number>/screen/", solution_pages.screen, name="screen"),
    path("needs/<str:need>/offers/", thread_pages.compare, name="compare"),
    path("needs/<str:need>/offers/approach/", thread_pages.approach, name="approach"),
    path("needs/<str:need>/offers/recommend/", thread_pages.recommend, name="recommend"),
    path("offered-listings/<str:number>/take/", thread_pages.take, name="take"),
    path("offered-listings/<str:number>/decline/", thread_pages.decline, name="decline_listing"),
    path("threads/", thread_pages.threads, name="threads"),
    path("threads/<str:number>/", thread_pages.thread, name="thread"),
    path("threads/<str:number>/screen/", thread_pages.screen, name="screen_thread"),
    path("threads/<str:number>/offer/", thread_pages.offer, name="offer"),
    path("threads/<str:number>/offers/<int:position>/accept/", thread_pages.accept, name="accept"),
    path("threads/<str:number>/leave/", thread_pages.leave, name="leave"),
]

api_urlpatterns = [
    path("open-calls", calls.OpenCallList.as_view()),
    path("open-calls/<str:number>", calls.OpenCallDetail.as_view()),
    path("open-calls/<str:number>/check", calls.OpenCallCheck.as_view()),
    path("open-calls/<str:number>/return", calls.OpenCallReturn.as_view()),
    path("open-calls/<str:number>/publication", calls.OpenCallPublication.as_view()),
    path("open-calls/<str:number>/withdrawal", calls.OpenCallWithdrawal.as_view()),
    path("open-calls/<str:number>/amendments", calls.OpenCallAmendments.as_view()),
    path("open-calls/<str:number>/questions", calls.OpenCallQuestions.as_view()),
    path("open-calls/<str:number>/solutions", solutions.OpenCallSolutions.as_view()),
    path("open-calls/<str:number>/scores", calls.OpenCallScores.as_view()),
    path("open-calls/<str:number>/score-confirmation", calls.OpenCallConfirmation.as_view()),
    path("open-calls/<str:number>/result", calls.OpenCallResult.as_view()),
    path("open-calls/<str:number>/failure", calls.OpenCallFailure.as_view()),
    path("open-calls/<str:number>/objections", calls.OpenCallObjections.as_view()),
    path("call-questions/<str:number>/answer", calls.CallQuestionAnswer.as_view()),
    path("call-objections", calls.CallObjectionList.as_view()),
    path("call-objections/<str:number>/decision", calls.CallObjectionDecision.as_view()),
    path("solutions", solutions.SolutionList.as_view()),
    path("solutions/<str:number>", solutions.SolutionDetail.as_view()),
    path("solutions/<str:number>/withdrawal", solutions.SolutionWithdrawal.as_view()),
    path("solutions/<str:number>/screening", solutions.SolutionScreening.as_view()),
    path("need-threads", threads.NeedThreadList.as_view()),
    path("need-threads/<str:number>", threads.NeedThreadDetail.as_view()),
    path("need-threads/<str:number>/screening", threads.NeedThreadScreening.as_view()),
    path("need-threads/<str:number>/offers", threads.NeedThreadOffers.as_view()),
    path("need-threads/<str:number>/acceptance", threads.NeedThreadAcceptance.as_view()),
    path("need-threads/<str:number>/withdrawal", threads.NeedThreadWithdrawal.as_view()),
    path("offered-listings", threads.OfferedListingList.as_view()),
    path("offered-listings/<str:number>/negotiation", threads.OfferedListingNegotiation.as_view()),
    path("offered-listings/<str:number>/decline", threads.OfferedListingDecline.as_view()),
]
