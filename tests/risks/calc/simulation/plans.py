"""Small plans for the tests of the simulation."""

from hypothesis import strategies as st

from risks.calc.pert import ThreePoint
from risks.calc.simulation import Link, LinkType, Network, RiskEvent, Task


def chain(*estimates, **values):
    """Return tasks 0, 1, ... one after the other."""
    tasks = tuple(Task(key, ThreePoint(*points), **values) for key, points in enumerate(estimates))
    return Network(tasks, tuple(Link(key, key + 1) for key in range(len(tasks) - 1)))


def parallel(*estimates, **values):
    """Return tasks 0, 1, ... side by side."""
    return Network(tuple(Task(key, ThreePoint(*points), **values) for key, points in enumerate(estimates)))


def threat(key, probability, delay=(0, 0, 0), cost=(0, 0, 0), hits=(), **values):
    return RiskEvent(key, probability, ThreePoint(*delay), ThreePoint(*cost), tuple(hits), **values)


whole_days = st.integers(0, 9)
three_points = st.tuples(whole_days, whole_days, whole_days).map(lambda points: ThreePoint(*sorted(points)))


@st.composite
def networks(draw, types=tuple(LinkType), lags=(-3, 5), most=9):
    """Return plans whose links run from earlier to later tasks; several links may join one pair."""
    tasks = [
        Task(key, estimate, not_before=draw(st.sampled_from([0, 0, 0, 4])))
        for key, estimate in enumerate(draw(st.lists(three_points, min_size=1, max_size=most)))
    ]
    ends = st.integers(0, len(tasks) - 1)
    kinds = st.tuples(ends, ends, st.sampled_from(types), st.integers(*lags))
    links = [
        Link(left, right, kind, lag) for left, right, kind, lag in draw(st.lists(kinds, max_size=15)) if left < right
    ]
    shuffled = draw(st.permutations(tasks))
    return Network(tuple(shuffled), tuple(links))
