"""The shipped project templates reproduce their published simulation."""

import re

import pytest
import yaml

from risks.calc.exposure import PROBABILITIES
from risks.calc.pert import ThreePoint
from risks.calc.simulation import Hits, Link, LinkType, Network, Options, RiskEvent, Task, simulate

LINK = re.compile(r"(T\d+)(?::(FS|SS|FF|SF))?([+-]\d+)?")

# Working days: CPM on most likely durations, P50, P80; chance of the CPM date; P80 of the money of risks.
PUBLISHED = {
    "01_new_shop_launch": (107, 114, 119, 0.07, 79_000),
    "02_replatforming": (126, 154, 173, 0.01, 319_000),
    "03_black_friday_readiness": (55, 59, 62, 0.16, 307_000),
    "04_payment_migration": (66, 74, 80, 0.08, 186_000),
    "05_pim_erp_integration": (84, 96, 103, 0.02, 79_000),
    "06_marketplace_launch": (39, 52, 61, 0.06, 27_000),
}


def read(path):
    data = yaml.safe_load(path.read_text(encoding="utf-8"))
    tasks, links = [], []
    for item in data["tasks"]:
        tasks.append(Task(item["id"], ThreePoint(*item["d"])))
        for text in item["deps"]:
            before, kind, lag = LINK.fullmatch(text).groups()
            links.append(Link(before, item["id"], LinkType(kind or "FS"), int(lag or 0)))
    risks = [
        RiskEvent(
            item["id"],
            PROBABILITIES[item["p"]],
            ThreePoint(*item["delay_d"]),
            ThreePoint(*item["cost_eur"]),
            tuple(item["hits"]),
        )
        for item in data["risks"]
    ]
    return Network(tuple(tasks), tuple(links)), risks


@pytest.mark.oracle
@pytest.mark.parametrize("name", PUBLISHED)
def test_published_figures(template_folder, name):
    network, risks = read(template_folder / f"{name}.yaml")
    outcome = simulate(network, risks, options=Options(hits=Hits.FIRST))
    likely, p50, p80, chance, money = PUBLISHED[name]
    assert outcome.likely_finish == likely
    assert outcome.finish.p50 == pytest.approx(p50, abs=2)
    assert outcome.finish.p80 == pytest.approx(p80, abs=2)
    assert outcome.finish.chance(likely) == pytest.approx(chance, abs=0.03)
    assert outcome.risk_cost.p80 == pytest.approx(money, rel=0.06)


@pytest.mark.oracle
def test_delays_on_all_hit_tasks_only_take_longer(template_folder):
    network, risks = read(template_folder / "02_replatforming.yaml")
    first, everywhere = (simulate(network, risks, options=Options(2_000, hits=hits)) for hits in (Hits.FIRST, Hits.ALL))
    assert (everywhere.finish.runs >= first.finish.runs - 1e-3).all()
    assert everywhere.finish.p80 > first.finish.p80
