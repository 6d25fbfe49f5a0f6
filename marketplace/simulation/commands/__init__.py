"""Every write of the simulations."""

from marketplace.simulation.commands.asking import delete_simulation, resume_simulation, start_simulation
from marketplace.simulation.commands.running import run_simulation

__all__ = ["delete_simulation", "resume_simulation", "run_simulation", "start_simulation"]
