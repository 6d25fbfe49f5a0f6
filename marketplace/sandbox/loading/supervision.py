"""What the supervisor sees: returns, a warning on an abnormal deal, an instruction, a sampling, an evidence pack."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta

from accounts.actor import Actor, actor_for
from accounts.models import Role
from marketplace.audit.commands import seal
from marketplace.catalogue.commands import record_decision
from marketplace.catalogue.models.choices import PriceMode
from marketplace.core.clock import Clock
from marketplace.jobs import commands as jobs
from marketplace.jobs.models import Job
from marketplace.reporting import commands, watching
from marketplace.reporting.models import Inspection, Instruction, Return, Sampling
from marketplace.sandbox.loading.timeline import Act, Timeline
from marketplace.sandbox.loading.world import World
from marketplace.trading.models import Sale

SETTLED = 7  # days of a month after which its predecessor's return is out
BELOW_ITS_DECISION, CLEAN = "silicon-nitride-substrate", "cascade-hydropower-software"
FLOORS_FEN = {BELOW_ITS_DECISION: 16_000_000_00, CLEAN: 1_200_000_00}


def acts(timeline: Timeline, world: World) -> Iterator[Act]:
    watch, day = Watch(timeline, world), timeline.at
    yield Act(day(-40, "10:10:00"), watch.decide)
    yield Act(day(-10, "15:21:00"), watch.look)
    reported = (timeline.today - watch.month_after).days
    yield Act(day(3 - reported, "09:30:00"), watch.draft)
    yield Act(day(4 - reported, "10:30:00"), watch.check_and_file)
    yield Act(day(5 - reported, "14:30:00"), watch.draft_all)
    yield Act(day(-4, "18:10:00"), watch.plan)
    yield Act(day(-3, "18:20:00"), watch.draw)
    yield Act(day(-2, "18:30:00"), watch.inspect)
    yield Act(day(-3, "18:40:00"), watch.pack)
    yield Act(day(-1, "16:50:00"), watch.instruct)
    yield Act(day(-1, "17:40:00"), watch.object)


class Watch:
    """Supervisor, officers and reviewers at their returns, samples and instructions."""

    found: Return
    instruction: Instruction
    sampling: Sampling

    def __init__(self, timeline: Timeline, world: World) -> None:
        self.timeline, self.world = timeline, world
        first = timeline.today.replace(day=1)
        # The first day after the month that is reported: in a month's first days its predecessor is not out yet.
        self.month_after = first if timeline.today.day > SETTLED else (first - timedelta(days=1)).replace(day=1)
        self.period = (self.month_after - timedelta(days=1)).strftime("%Y-%m")

    def decide(self, clock: Clock) -> None:
        """What two units decided; one of them sells below it, which is what the warning is about."""
        keys = {organisation.pk: key for key, organisation in self.world.organisations.items()}
        for key, floor_fen in FLOORS_FEN.items():
            listing = self.world.listings[key]
            record_decision(
                listing=listing,
                body="成果转化领导小组",
                meeting="示范第 6 次会议",
                decided_date=self.timeline.today - timedelta(days=60),
                route=PriceMode.LISTED,
                price_fen=floor_fen,
                deciders=["示范组长", "示范副组长", "示范委员"],
                document_number="示范转化〔6〕号",
                actor=self.world.actor(keys[listing.lister_id], Role.AGENT),
                clock=clock,
            )

    def look(self, clock: Clock) -> None:
        """What the follower does within a second of the end of a sale."""
        sale = Sale.objects.get(listing=self.world.listings[BELOW_ITS_DECISION])
        watching.watch_sale(sale.number)

    def draft(self, clock: Clock) -> None:
        self.found = self._counted("SW", "SW", clock)

    def check_and_file(self, clock: Clock) -> None:
        commands.check_return(found=self.found, actor=self._staff("SW", Role.REVIEWER), clock=clock)
        commands.file_return(found=self.found, actor=self._staff("SW", Role.OFFICER), clock=clock)

    def draft_all(self, clock: Clock) -> None:
        """One of all four, and one of the other side, which wait for their check."""
        self._counted("", "SW", clock)
        self._counted("CQ", "CQ", clock)

    def _counted(self, exchange: str, by: str, clock: Clock) -> Return:
        found = commands.draft_return(
            period=self.period, exchange=exchange, actor=self._staff(by, Role.OFFICER), clock=clock
        )
        assert found.job
        with_job(found.job, lambda: commands.freeze_return(found=found, clock=clock))
        return found

    def plan(self, clock: Clock) -> None:
        today: date = self.timeline.today
        self.sampling = commands.plan_sampling(
            title="示范：近期成交项目双随机抽查",
            exchange="",
            first_date=today - timedelta(days=30),
            last_date=today - timedelta(days=5),
            size=2,
            per_case=1,
            actor=self._staff("SW", Role.OFFICER),
            clock=clock,
        )

    def draw(self, clock: Clock) -> None:
        seal_all()
        commands.draw_sampling(sampling=self.sampling, actor=self._staff("CQ", Role.REVIEWER), clock=clock)

    def inspect(self, clock: Clock) -> None:
        """One of the two cases has its findings; the other still waits for its inspector."""
        first = Inspection.objects.filter(sampling=self.sampling).order_by("position")[0]
        drawn = first.inspectors.select_related("user", "organisation").get()
        findings = "查阅案卷、公告和竞价记录，程序完整；成交公告晚一个工作日发布，已要求改正。"
        commands.record_inspection(
            inspection=first,
            result="minor",
            findings=findings,
            actor=actor_for(drawn.user, drawn.organisation),
            clock=clock,
        )

    def pack(self, clock: Clock) -> None:
        """The university's evidence that it followed its decision (尽职免责)."""
        unit = self.world.actor("u1-chengdu-university", Role.AGENT)
        seal_all()
        pack = commands.order_pack(listing=self.world.listings[CLEAN], actor=unit, clock=clock)
        with_job(pack.job, lambda: commands.keep_pack(pack=pack, report=lambda step: None, clock=clock))

    def instruct(self, clock: Clock) -> None:
        self.instruction = commands.instruct(
            subject=self.world.organisations["zigong-environment"],
            exchanges=["SW", "NT"],
            legal_basis="示范依据：监管办法第十二条（非真实文件）",
            reason="其在另一市场的受让款逾期未付，核实期间暂停受让。",
            until_date=self.timeline.today + timedelta(days=20),
            actor=self._supervisor,
            clock=clock,
        )

    def object(self, clock: Clock) -> None:
        execution = self.instruction.executions.get(exchange="NT")
        note = "该单位昨日已补付，凭证见附件编号 示范-NT-007，请监管部门复核是否仍需中止。"
        commands.object_to_instruction(
            execution=execution, note=note, actor=self._staff("NT", Role.OFFICER), clock=clock
        )

    def _staff(self, exchange: str, role: Role) -> Actor:
        return self.world.staff(exchange, role)

    @property
    def _supervisor(self) -> Actor:
        return self.world.actor("chuanyu-supervisor", Role.SUPERVISOR)


def seal_all() -> None:
    """Give every line so far its place in the chain, as the sealer does every second."""
    while seal():
        pass


def with_job(job: Job, work: Callable[[], object]) -> None:
    """Do at once what a worker would do, and end its job."""
    jobs.begin(job=job)
    work()
    jobs.finish(job=job)
