"""Addresses of returns, supervision, sampling, and a unit's duty of care."""

from django.urls import path

from marketplace.reporting import api
from marketplace.reporting.views import duty, returns, sampling, statistics, supervision

app_name = "reporting"

urlpatterns = [
    path("supervision/", supervision.home, name="home"),
    path("supervision/returns/", returns.returns, name="returns"),
    path("supervision/returns/<str:number>/", returns.one_return, name="return"),
    path("supervision/returns/<str:number>/cases/", returns.cases, name="return_cases"),
    path("supervision/returns/<str:number>/workbook/", returns.sheet, name="return_workbook"),
    path("supervision/returns/<str:number>/check/", returns.check, name="check_return"),
    path("supervision/returns/<str:number>/reject/", returns.reject, name="reject_return"),
    path("supervision/returns/<str:number>/file/", returns.file, name="file_return"),
    path("supervision/returns/<str:number>/correct/", returns.correct, name="correct_return"),
    path("supervision/alerts/", supervision.alerts, name="alerts"),
    path("supervision/alerts/<str:number>/", supervision.alert, name="alert"),
    path("supervision/instructions/", supervision.instructions, name="instructions"),
    path("supervision/instructions/new/", supervision.new_instruction, name="new_instruction"),
    path("supervision/instructions/<str:number>/", supervision.instruction, name="instruction"),
    path("supervision/instructions/<str:number>/execute/", supervision.execute, name="execute_instruction"),
    path("supervision/instructions/<str:number>/object/", supervision.object_to, name="object_to_instruction"),
    path("supervision/looks/", supervision.looks, name="looks"),
    path("samplings/", sampling.samplings, name="samplings"),
    path("samplings/new/", sampling.new_sampling, name="new_sampling"),
    path("samplings/<str:number>/", sampling.sampling, name="sampling"),
    path("samplings/<str:number>/data/", sampling.data, name="sampling_data"),
    path("samplings/<str:number>/draw/", sampling.draw, name="draw_sampling"),
    path("inspections/<str:number>/", sampling.inspection, name="inspection"),
    path("listings/<str:number>/duty/", duty.duty, name="duty"),
    path("listings/<str:number>/duty/decision/", duty.new_decision, name="new_decision"),
    path("listings/<str:number>/duty/pack/", duty.order_pack, name="order_pack"),
    path("decisions/<str:number>/notice/", duty.new_notice, name="new_in_house_notice"),
    path("in-house-notices/<str:number>/objection/", duty.new_objection, name="new_objection"),
    path("in-house-notices/<str:number>/objections/<int:position>/resolve/", duty.resolve, name="resolve_objection"),
    path("packs/check/", duty.check_pack, name="check_pack"),
    path("packs/<str:number>/", duty.pack, name="pack"),
    path("packs/<str:number>/download/", duty.download, name="download_pack"),
    path("statistics/", statistics.public, name="statistics"),
    path("statistics/<int:year>.<str:ending>", statistics.public_sheet, name="statistics_sheet"),
    path("conversion/", duty.yearly, name="conversion"),
    path("conversion/<int:year>/workbook/", duty.yearly_sheet, name="conversion_workbook"),
]

api_urlpatterns = [
    path("returns", api.ReturnList.as_view()),
    path("returns/<str:number>", api.ReturnDetail.as_view()),
    path("alerts", api.AlertList.as_view()),
    path("alerts/<str:number>", api.AlertDetail.as_view()),
    path("alerts/<str:number>/notes", api.AlertNotes.as_view()),
    path("instructions", api.InstructionList.as_view()),
    path("samplings", api.SamplingList.as_view()),
    path("samplings/<str:number>", api.SamplingDetail.as_view()),
    path("statistics/turnover", api.TurnoverStatistics.as_view()),
    path("looks", api.LookList.as_view()),
]
