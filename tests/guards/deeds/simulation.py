"""What a schedule would do to the payers."""

from marketplace.jobs.commands import begin, fail
from marketplace.simulation.models import Simulation
from tests.files.factories import upload
from tests.guards.cast import Cast
from tests.guards.deeds.rows import Arguments, row
from tests.simulation.factories import THIRDS, TODAY, asked, counted, e1, table


def deals() -> object:
    return upload(table(), "成交.csv")


@row("simulation.start_simulation")
def start_simulation(cast: Cast) -> Arguments:
    question = {"title": "示范测算", "schedule": e1(), "baseline": "own", "weights": THIRDS, "source": "file"}
    return question | {"lower_of_for_small_firms": True, "upload": deals, "clock": TODAY}


def broken_off(cast: Cast) -> Simulation:
    """One of SW's whose worker is gone."""
    found = asked(by=cast["SW.off"])
    begin(job=found.job)
    fail(job=found.job, error="示范中断")
    return found


@row("simulation.resume_simulation")
def resume_simulation(cast: Cast) -> Arguments:
    return {"simulation": broken_off(cast), "clock": TODAY}


@row("simulation.delete_simulation")
def delete_simulation(cast: Cast) -> Arguments:
    return {"simulation": counted(by=cast["SW.off"]), "clock": TODAY}


__all__ = ["broken_off", "deals"]
