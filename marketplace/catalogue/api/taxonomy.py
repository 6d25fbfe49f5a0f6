"""The reference tables: technology fields, IPC, industries, divisions, research fields, sector platforms, zones. Public."""

from typing import Any

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from marketplace.catalogue import queries
from marketplace.catalogue.api.answers import (
    DivisionOut,
    FieldOut,
    IndustryOut,
    IpcOut,
    ResearchFieldOut,
    SectorOut,
    ServesOut,
    ZoneOut,
)
from marketplace.catalogue.models import Division, Industry, IpcClass, ResearchField, Sector, TechnologyField, Zone
from marketplace.core.api import MarketView, Request
from marketplace.core.schema import PAGE_PARAMETERS, page_of


class TreeFilter(serializers.Serializer[Any]):
    parent = serializers.CharField(max_length=7, required=False, allow_blank=True, help_text="empty: the roots")  # type: ignore[assignment]  # a field, not the base class's
    q = serializers.CharField(max_length=40, required=False, help_text="the beginning of a code, or a part of a name")


class TechnologyFields(MarketView):
    @extend_schema(responses=FieldOut(many=True))
    def get(self, request: Request) -> Response:
        """The fields of the technology contract registration (R-REG-06), in their official order."""
        return self.answer(FieldOut(TechnologyField.objects.order_by("position"), many=True))


class IpcClasses(MarketView):
    @extend_schema(parameters=[TreeFilter, *PAGE_PARAMETERS], responses=page_of(IpcOut))
    def get(self, request: Request) -> Response:
        """Sections, classes and subclasses of the International Patent Classification; titles © WIPO, CC BY 4.0."""
        chosen = vars(self.read_query(TreeFilter, request))
        return self.page(IpcOut, queries.branch(IpcClass.objects.all(), "title", **chosen), ordering="code")


class Industries(MarketView):
    @extend_schema(parameters=[TreeFilter, *PAGE_PARAMETERS], responses=page_of(IndustryOut))
    def get(self, request: Request) -> Response:
        """Industries of GB/T 4754-2017."""
        chosen = vars(self.read_query(TreeFilter, request))
        return self.page(IndustryOut, queries.branch(Industry.objects.all(), "name", **chosen), ordering="code")


class ResearchFields(MarketView):
    @extend_schema(parameters=[TreeFilter, *PAGE_PARAMETERS], responses=page_of(ResearchFieldOut))
    def get(self, request: Request) -> Response:
        """Fields of research of the National Natural Science Foundation of China."""
        chosen = vars(self.read_query(TreeFilter, request))
        return self.page(
            ResearchFieldOut, queries.branch(ResearchField.objects.all(), "name", **chosen), ordering="code"
        )


class Sectors(MarketView):
    @extend_schema(responses=SectorOut(many=True))
    def get(self, request: Request) -> Response:
        """The ten sector technology-transfer platforms."""
        return self.answer(SectorOut(Sector.objects.order_by("position"), many=True))


class Zones(MarketView):
    @extend_schema(responses=ZoneOut(many=True))
    def get(self, request: Request) -> Response:
        """The twelve national high-tech zones of Sichuan and Chongqing with their main industries."""
        return self.answer(ZoneOut(Zone.objects.order_by("position"), many=True))


class IpcServes(MarketView):
    @extend_schema(responses=ServesOut)
    def get(self, request: Request, code: str) -> Response:
        """Which industries, sector platforms and technology field the inventions of a symbol serve; ours, no official concordance."""
        get_object_or_404(IpcClass, code=code[:4])
        return self.answer(ServesOut(queries.serves(code)))


class Divisions(MarketView):
    @extend_schema(parameters=[TreeFilter, *PAGE_PARAMETERS], responses=page_of(DivisionOut))
    def get(self, request: Request) -> Response:
        """Administrative divisions of GB/T 2260."""
        chosen = vars(self.read_query(TreeFilter, request))
        return self.page(DivisionOut, queries.branch(Division.objects.all(), "name", **chosen), ordering="code")
