"""Whatever sequence of verbs by whatever person: the case, its history, the log, its documents and notices stay consistent.

Hypothesis plays sequences through the commands, mostly out of turn and by whom it does not concern. Each accepted verb must
follow the stage table and leave one step and one line of the log; each refused one must leave nothing at all.
"""

from collections import Counter, defaultdict
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from accounts.models import Role
from marketplace.audit.commands import ref
from marketplace.audit.models import Entry
from marketplace.core.errors import MarketError
from marketplace.desk import commands as desk
from marketplace.desk import queries
from marketplace.desk.models import Case, Check, Correction, PublicNotice, Stage, Step
from marketplace.desk.models.stages import BEFORE_ACCEPTANCE, MOVES, ORDER
from marketplace.documents.models import Document
from tests.accounts.factories import actor, officer, reviewer
from tests.catalogue.factories import TODAY, agent_of, listing
from tests.guards.trying import undone

PEOPLE = ("applicant", "clerk", "second", "third", "double", "elsewhere", "stranger")
PIECES = [{"code": "", "text": "示范缺项"}]
# The verbs of the table by which each command moves a case.
MOVING = {
    "apply": {"apply", "supply"},
    "request_pieces": {"request_pieces"},
    "send_back": {"send_back"},
    "accept": {"accept"},
    "examine": {"examine"},
    "refer_back": {"refer_back", "reopen"},
    "publish": {"publish"},
}
CORRECTIONS = {
    "erratum": {"changes": {"abstract": "更正后的简介"}},
    "change": {"changes": {"asking_price_fen": 2_600_000_00}},
    "suspension": {"asked_by": "示范第三人"},
    "resumption": {},
    "termination": {},
}
ENDED = ("terminated", "archived")


def kept():
    """Everything that an act may leave; equal before and after a refusal."""
    counted = [model.objects.count() for model in (Step, Entry, Document, PublicNotice, Check)]
    cases = Case.objects.values("stage", "state", "accepted_by", "examined_by", "assignee", "due_at", "project_number")
    rows = Case.objects.values("listing__state", "listing__abstract", "listing__asking_price_fen")
    corrections = Correction.objects.order_by("id").values("state", "decided_by")
    return counted, list(cases), list(rows), list(corrections)


class Desk(RuleBasedStateMachine):
    """One case, seven persons, every verb."""

    @initialize()
    def open(self):
        self.undo = undone()
        self.undo.__enter__()
        lister, double = agent_of(None), actor(officer("SW").organisation, [Role.OFFICER, Role.REVIEWER])
        self.people = {
            "applicant": lister,
            "clerk": officer("SW"),
            "second": reviewer("SW"),
            "third": officer("SW"),
            "double": double,
            "elsewhere": officer("CQ"),
            "stranger": agent_of(None),
        }
        self.case = desk.open_case(listing=listing(lister=lister), actor=lister, clock=TODAY)
        self.published = 0

    def teardown(self):
        if hasattr(self, "undo"):
            self.undo.__exit__(None, None, None)

    # --- Trying

    def attempt(self, who, verb, do):
        """Do it as somebody; returns whether it was done. What was refused has left nothing."""
        before, lines, steps = kept(), self.lines(), Step.objects.count()
        try:
            do(self.people[who])
        except MarketError:
            assert kept() == before, f"{verb} by {who} was refused and left something"
            return False
        assert who not in ("elsewhere", "stranger")
        self.case = Case.objects.get(pk=self.case.pk)
        new = Step.objects.order_by("id")[steps:]
        written = self.lines() - lines
        assert sum(written.values()) == 1 or (verb == "tick_check" and len(new) == 0), (verb, written)
        assert len(new) == (0 if verb == "tick_check" else 1), verb
        return True

    def lines(self):
        """What the desk wrote about the case and its corrections: the acts, not their notices and documents."""
        subjects = [ref(self.case), *map(ref, Correction.objects.all())]
        found = Entry.objects.filter(subject__in=subjects, verb__startswith="desk.").exclude(verb="desk.case_opened")
        return Counter(found.values_list("verb", flat=True))

    def move(self, who, verb, **said):
        """A verb that moves the case: along its row of the table, or not at all."""
        before = self.case.stage
        target = {"listing": self.case.listing} if verb == "apply" else {"case": Case.objects.get(pk=self.case.pk)}
        done = self.attempt(who, verb, lambda by: getattr(desk, verb)(actor=by, clock=TODAY, **target, **said))
        if done:
            assert any(before in MOVES[row][0] and self.case.stage == MOVES[row][1] for row in MOVING[verb])
        return done

    # --- The verbs

    @rule(
        who=st.sampled_from(PEOPLE), verb=st.sampled_from(["apply", "accept", "examine", "request_pieces", "send_back"])
    )
    def anybody_tries(self, who, verb):
        pieces = {"pieces": PIECES} if verb in ("request_pieces", "send_back") else {}
        self.move(who, verb, **pieces)

    @rule(who=st.sampled_from(PEOPLE), to=st.sampled_from([Stage.REVIEW, Stage.SUPPLEMENT]))
    def refer_back(self, who, to):
        self.move(who, "refer_back", to=to, pieces=PIECES)

    @rule(who=st.sampled_from(PEOPLE))
    def publish(self, who):
        self.published += self.move(who, "publish")

    @rule(who=st.sampled_from(["clerk", "second", "third", "double"]))
    def tick(self, who):
        """The lines that a person judges, each for itself."""
        for item in queries.checklist(self.case, self.case.stage, TODAY.at):
            lacks = item.line.paper and not item.papers
            told = {"verdict": "waived", "note": "示范理由"} if lacks else {"verdict": "passed"}
            code = item.line.code
            self.attempt(
                who,
                "tick_check",
                lambda by, code=code, told=told: desk.tick_check(
                    case=self.case, code=code, actor=by, clock=TODAY, **told
                ),
            )

    @precondition(lambda self: self.case.stage in (Stage.REVIEW, Stage.EXAMINATION, Stage.ANNOUNCEMENT))
    @rule(who=st.sampled_from(["clerk", "second", "double"]))
    def go_on(self, who):
        """What the stage waits for, so that sequences come further than chance would bring them."""
        verb = {Stage.REVIEW: "accept", Stage.EXAMINATION: "examine"}.get(Stage(self.case.stage))
        if verb is None:
            self.publish(who)
            return
        self.tick(who)
        self.move(who, verb)

    @rule(who=st.sampled_from(PEOPLE), kind=st.sampled_from(sorted(CORRECTIONS)))
    def propose(self, who, kind):
        told = {"kind": kind, "reason": "示范理由", "payload": CORRECTIONS[kind]}
        case = Case.objects.get(pk=self.case.pk)
        self.attempt(who, "propose", lambda by: desk.propose_correction(case=case, actor=by, clock=TODAY, **told))

    @precondition(lambda self: Correction.objects.exists())
    @rule(who=st.sampled_from(PEOPLE), verb=st.sampled_from(["approve", "approve", "reject"]))
    def decide(self, who, verb):
        correction = Correction.objects.select_related("case__listing").latest("id")
        command = {"approve": desk.approve_correction, "reject": desk.reject_correction}[verb]
        told = {"correction": correction, "note": "示范意见", "clock": TODAY}
        self.attempt(who, verb, lambda by: command(actor=by, **told))

    @precondition(lambda self: self.case.stage in BEFORE_ACCEPTANCE and self.case.steps.count() > 6)
    @rule(who=st.sampled_from(["applicant", "clerk"]))
    def withdraw(self, who):
        case = Case.objects.get(pk=self.case.pk)
        self.attempt(who, "withdraw", lambda by: desk.withdraw(case=case, reasons="不卖了", actor=by, clock=TODAY))

    # --- What holds at any time

    @invariant()
    def history_is_a_chain_to_where_the_case_stands(self):
        steps = list(self.case.steps.order_by("id"))
        links = [(before.to_stage, after.stage) for before, after in pairwise(steps)]
        assert all(left == right for left, right in links)
        assert not steps or steps[-1].to_stage == self.case.stage

    @invariant()
    def four_eyes_hold(self):
        case = self.case
        assert case.examined_by_id is None or case.examined_by_id != case.accepted_by_id
        assert ORDER[case.stage] < ORDER[Stage.ANNOUNCEMENT] or case.examined_by_id is not None
        assert all(row.decided_by_id != row.proposed_by_id for row in case.corrections.all())
        ticked = Check.objects.filter(case=case, checked_by=case.accepted_by_id, code__in=EXAMINED())
        assert case.accepted_by_id is None or case.stage == Stage.REVIEW or not ticked.exists()

    @invariant()
    def notices_and_documents_are_those_of_the_steps(self):
        issued = set(Document.objects.values_list("number", flat=True))
        named = {step.document for step in self.case.steps.all() if step.document}
        approved = [row for row in self.case.corrections.all() if row.state == "approved"]
        kinds = Counter(PublicNotice.objects.values_list("kind", flat=True))
        assert named <= issued
        assert all(row.notice_id and row.document in issued for row in approved if self.published)
        assert kinds["listing"] == self.published
        assert sum(kinds.values()) == self.published + sum(1 for row in approved if row.notice_id)

    @invariant()
    def numbers_have_no_gaps(self):
        serials = defaultdict(list)
        for code, serial in Document.objects.values_list("code", "serial"):
            serials[code].append(serial)
        assert all(sorted(found) == list(range(1, len(found) + 1)) for found in serials.values())
        assert self.case.project_number in ("", "SW2027-000001")

    @invariant()
    def listing_goes_with_its_case(self):
        case, offered = self.case, Case.objects.values_list("listing__state", flat=True).get(pk=self.case.pk)
        if case.state == "terminated":
            assert offered == "withdrawn"
        elif case.state == "suspended":
            assert offered == "suspended"
        else:
            assert offered in WITH[Stage(case.stage)]


def EXAMINED():
    """The lines that belong to the examination."""
    return [line.code for line in queries.lines_of(Case.objects.get().listing, Stage.EXAMINATION) if not line.auto]


WITH = {
    Stage.APPLICATION: {"draft", "returned"},
    Stage.REVIEW: {"submitted", "accepted"},
    Stage.SUPPLEMENT: {"returned"},
    Stage.EXAMINATION: {"accepted"},
    Stage.ANNOUNCEMENT: {"accepted"},
    Stage.INTEREST: {"published"},
}


@pytest.mark.django_db
def test_any_sequence_of_verbs_by_anybody_leaves_the_case_consistent():
    checks = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]
    played = settings(
        max_examples=6, stateful_step_count=25, deadline=None, suppress_health_check=checks, database=None
    )

    run_state_machine_as_test(Desk, settings=played)
