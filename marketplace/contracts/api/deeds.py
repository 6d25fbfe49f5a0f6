"""Texts of contracts through the API: versions, the checklist, what is handed in, the register, the end."""

from drf_spectacular.utils import extend_schema
from rest_framework.response import Response

from accounts.idempotency import idempotent
from marketplace.contracts import answering, commands
from marketplace.contracts.api import shapes
from marketplace.contracts.drafts import Changes
from marketplace.contracts.models import Deed
from marketplace.contracts.queries import reading
from marketplace.core.api import MarketView, Request
from marketplace.core.clock import market_clock
from marketplace.core.schema import PAGE_PARAMETERS, page_of
from marketplace.files import queries as files
from marketplace.files.models import File


class DeedView(MarketView):
    """An endpoint about one contract that the actor reads."""

    def full(self, deed: Deed) -> shapes.DeedFull:
        """As it stands after a command."""
        return shapes.DeedFull(reading.deed(self.request.actor, deed.number))

    def paper(self, number: str) -> File | None:
        return files.file(self.request.actor, number) if number else None


class DeedList(DeedView):
    @extend_schema(parameters=PAGE_PARAMETERS, responses=page_of(shapes.DeedOut))
    def get(self, request: Request) -> Response:
        """Those of one's own organisation on either side, and those of one's exchange; newest first."""
        return self.page(shapes.DeedOut, reading.deeds(request.actor))


class DeedDetail(DeedView):
    @extend_schema(responses=shapes.DeedFull)
    def get(self, request: Request, number: str) -> Response:
        """One contract: the text in place, its versions, milestones, rights and how far they have come."""
        return self.answer(shapes.DeedFull(reading.deed(request.actor, number)))


class DeedVersions(DeedView):
    @extend_schema(request=shapes.DeedProposalIn, responses={201: shapes.DeedVersionFull})
    @idempotent
    def post(self, request: Request, number: str) -> Response:
        """Propose another text to the other side; of a contract in force it is a supplement (R-SET-03)."""
        deed, given = reading.deed(request.actor, number), vars(self.read(shapes.DeedProposalIn, request))
        note, points, day = given.pop("note"), given.pop("points"), given.pop("licence_ends_date", None)
        changes = Changes(
            clauses=given.get("clauses"),
            milestones=shapes.planned(given["milestones"]) if "milestones" in given else None,
            items=shapes.itemised(given["items"]) if "items" in given else None,
            answer_days=given.get("answer_days"),
            silence=given.get("silence"),
            licence_ends_date=day.isoformat() if day else None,
        )
        assert deed.current
        text = changes.of(deed.current.content)
        made = commands.propose_version(
            deed=deed, text=text, note=note, points=points, actor=request.actor, clock=market_clock
        )
        return self.created(shapes.DeedVersionFull(made))


class DeedVersionDetail(DeedView):
    @extend_schema(responses=shapes.DeedVersionFull)
    def get(self, request: Request, number: str) -> Response:
        """A version whole, with what differs from the one it changes."""
        return self.answer(shapes.DeedVersionFull(reading.version(request.actor, number)))


class DeedVersionAnswers(DeedView):
    @extend_schema(request=shapes.VersionAnswerIn, responses={201: shapes.DeedFull})
    @idempotent
    def post(self, request: Request, number: str) -> Response:
        """Accept or decline a version (the other side), or take it back (the side that proposed it)."""
        version, given = reading.version(request.actor, number), vars(self.read(shapes.VersionAnswerIn, request))
        answering.answer_version(version=version, actor=request.actor, clock=market_clock, **given)
        return self.created(self.full(version.deed))


class DeedVersionDeclarations(DeedView):
    @extend_schema(request=shapes.DeedPointsIn, responses={201: shapes.DeedVersionFull})
    @idempotent
    def post(self, request: Request, number: str) -> Response:
        """Say which of the six kinds of R-CON-11 the text contains."""
        version, given = reading.version(request.actor, number), vars(self.read(shapes.DeedPointsIn, request))
        commands.declare_points(version=version, actor=request.actor, clock=market_clock, **given)
        return self.created(shapes.DeedVersionFull(reading.version(request.actor, number)))


class DeedVersionSignatures(DeedView):
    @extend_schema(request=shapes.SupplementSignatureIn, responses={201: shapes.DeedFull})
    @idempotent
    def post(self, request: Request, number: str) -> Response:
        """Sign an agreed supplement for one's side; the contract itself is signed with its deal."""
        version, given = reading.version(request.actor, number), vars(self.read(shapes.SupplementSignatureIn, request))
        commands.sign_supplement(version=version, actor=request.actor, clock=market_clock, **given)
        return self.created(self.full(version.deed))


class DeedFlagAnswers(DeedView):
    @extend_schema(request=shapes.FlagAnswerIn, responses={201: shapes.DeedFlagOut})
    @idempotent
    def post(self, request: Request, number: str) -> Response:
        """Say, with reasons, whether a clause is lawful (the other side or the venue, R-CON-11)."""
        flag, given = reading.flag(request.actor, number), vars(self.read(shapes.FlagAnswerIn, request))
        return self.created(
            shapes.DeedFlagOut(commands.answer_flag(flag=flag, actor=request.actor, clock=market_clock, **given))
        )


class MilestoneHandovers(DeedView):
    @extend_schema(request=shapes.HandoverIn, responses={201: shapes.HandoverOut})
    @idempotent
    def post(self, request: Request, number: str) -> Response:
        """Hand in the files of a milestone (the provider)."""
        milestone, given = reading.milestone(request.actor, number), self.read(shapes.HandoverIn, request)
        handed = [files.file(request.actor, one) for one in given.files]
        made = commands.hand_in(
            milestone=milestone, note=given.note, handed=handed, actor=request.actor, clock=market_clock
        )
        return self.created(shapes.HandoverOut(made))


class HandoverAnswers(DeedView):
    @extend_schema(request=shapes.HandoverAnswerIn, responses={201: shapes.HandoverOut})
    @idempotent
    def post(self, request: Request, number: str) -> Response:
        """Accept what was handed in, or return it with reasons (the client)."""
        handover, given = reading.handover(request.actor, number), vars(self.read(shapes.HandoverAnswerIn, request))
        answering.answer_handover(handover=handover, actor=request.actor, clock=market_clock, **given)
        return self.created(shapes.HandoverOut(handover))


class RightStepFilings(DeedView):
    @extend_schema(request=shapes.StepFilingIn, responses={201: shapes.RightStepOut})
    @idempotent
    def post(self, request: Request, number: str) -> Response:
        """Record that a right was filed with the patent office (either side, the venue)."""
        step, given = reading.step(request.actor, number), vars(self.read(shapes.StepFilingIn, request))
        told = {**given, "file": self.paper(given["file"])}
        return self.created(
            shapes.RightStepOut(commands.file_step(step=step, actor=request.actor, clock=market_clock, **told))
        )


class RightStepEntries(DeedView):
    @extend_schema(request=shapes.StepEntryIn, responses={201: shapes.RightStepOut})
    @idempotent
    def post(self, request: Request, number: str) -> Response:
        """Record the entry in the register: its day and the number of the notice."""
        step, given = reading.step(request.actor, number), vars(self.read(shapes.StepEntryIn, request))
        told = {**given, "file": self.paper(given["file"])}
        return self.created(
            shapes.RightStepOut(commands.register_step(step=step, actor=request.actor, clock=market_clock, **told))
        )


class DeedTerminations(DeedView):
    @extend_schema(request=shapes.DeedTerminationIn, responses={201: shapes.DeedTerminationOut})
    @idempotent
    def post(self, request: Request, number: str) -> Response:
        """Propose to end a contract by agreement, or give notice on a ground of the law."""
        deed, given = reading.deed(request.actor, number), vars(self.read(shapes.DeedTerminationIn, request))
        made = commands.propose_termination(deed=deed, actor=request.actor, clock=market_clock, **given)
        return self.created(shapes.DeedTerminationOut(made))


class TerminationAnswers(DeedView):
    @extend_schema(request=shapes.DeedTerminationAnswerIn, responses={201: shapes.DeedTerminationOut})
    @idempotent
    def post(self, request: Request, number: str) -> Response:
        """Agree, object, take back, or confirm (the venue) what was disputed."""
        found, given = (
            reading.termination(request.actor, number),
            vars(self.read(shapes.DeedTerminationAnswerIn, request)),
        )
        answering.answer_termination(termination=found, actor=request.actor, clock=market_clock, **given)
        return self.created(shapes.DeedTerminationOut(found))
