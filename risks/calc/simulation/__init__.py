"""Monte Carlo simulation of a plan: three-point durations, risk events, costs.

Run i of a seed is always the same run: results do not depend on chunks, threads or the number of iterations.
"""

from risks.calc.simulation.drivers import Driver, Source
from risks.calc.simulation.events import Hits
from risks.calc.simulation.network import Key, Link, LinkType, Network, Response, RiskEvent, Shape, Task
from risks.calc.simulation.outcome import Comparison, Distribution, Outcome, TracePoint, date_of
from risks.calc.simulation.run import Options, SimulationCancelled, compare_responses, simulate
from risks.calc.simulation.schedule import Schedule, schedule
from risks.calc.simulation.sweep import CycleError

__all__ = [
    "Comparison",
    "CycleError",
    "Distribution",
    "Driver",
    "Hits",
    "Key",
    "Link",
    "LinkType",
    "Network",
    "Options",
    "Outcome",
    "Response",
    "RiskEvent",
    "Schedule",
    "Shape",
    "SimulationCancelled",
    "Source",
    "Task",
    "TracePoint",
    "compare_responses",
    "date_of",
    "schedule",
    "simulate",
]
