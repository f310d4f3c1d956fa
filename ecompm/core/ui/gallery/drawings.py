"""One drawing of every chart."""

import datetime as dt
from typing import Any

from django.utils.safestring import SafeString

from ecompm.core.ui import charts

DAY = dt.timedelta(days=1)
START = dt.date(2026, 6, 15)
WEEKS = [START + 7 * DAY * index for index in range(8)]
COVERAGE = [66.0, 69, 76, 84, 88, 92, 93.6, 94.2]


def drawings() -> dict[str, Any]:
    """All charts by name."""
    return {
        "sparkline": charts.sparkline(COVERAGE, limit=97, state="bad", label="Redirect coverage, 94.2 %, limit 97 %"),
        "meter": charts.meter(14, 20, largest=25, state="warn", label="14 of 20 points lost"),
        "coverage": charts.coverage(["done", "running", "failed", "missing"], label="Task runs, test failed"),
        "ribbon": charts.ribbon(_steps(), lane="Monitoring and control runs beside them", note="Facts from 08:10"),
        "heat": _heat(),
        "trend": _trend(),
        "trend_twin": charts.twin("Redirect coverage", ["Week", "Per cent"], list(zip(WEEKS, COVERAGE, strict=True))),
        "lines": _earned_value(),
        "s_curve": _chance(),
        "histogram": charts.histogram(
            [charts.Bin(80 + 5 * i, 85 + 5 * i, count) for i, count in enumerate((4, 20, 61, 90, 70, 41, 18, 5))],
            percentiles=[charts.Percentile(108, "P80 · 108")],
            label="Cost of 4,000 runs, most between 90 and 105",
        ),
        "tornado": charts.tornado(
            [
                charts.Driver("K04 Slips into peak", 0.47, 2),
                charts.Driver("System and regression test cycles", 0.22),
            ],
            label="What moves the cutover date most, by rank correlation",
            note="0 = no effect on the date",
        ),
        "grid": charts.power_grid(_stakes(), label="Stakeholders by power and interest"),
        **_timeline(),
    }


def _heat() -> SafeString:
    return charts.heat_map(
        {(5, 4): ["K04", "K01", "K11"], (4, 4): ["K07"], (3, 3): ["K05", "K06"]},
        caption="Open threats by current likelihood and impact",
        href=lambda likelihood, impact: f"?likelihood={likelihood}&impact={impact}",
        chosen=(4, 4),
    )


def _trend() -> SafeString:
    return charts.trend(
        list(zip(WEEKS, COVERAGE, strict=True)),
        outlook=[(WEEKS[-1] + 14 * DAY, 96.1)],
        label="Redirect coverage from 66 to 94.2 percent since June, below the limit of 97",
        limits=[charts.Limit(97, "Limit 97 %")],
        areas=[charts.Area(99, 100, "ok"), charts.Area(97, 99, "warn")],
        notes=[charts.Note(WEEKS[3], 84, 1)],
        today=WEEKS[-1],
    )


def _earned_value() -> SafeString:
    return charts.line_chart(
        [
            charts.Series("PV", [(day, 100.0 * index) for index, day in enumerate(WEEKS)]),
            charts.Series("EV", [(day, 85.0 * index) for index, day in enumerate(WEEKS[:6])]),
            charts.Series("AC", [(day, 92.0 * index) for index, day in enumerate(WEEKS[:6])]),
        ],
        label="Earned value stays below planned value since June",
        today=WEEKS[5],
        low=0,
    )


def _chance() -> SafeString:
    return charts.s_curve(
        [
            charts.Series("with responses", [(START + 7 * DAY * i, min(1, (i / 14) ** 1.5)) for i in range(15)]),
            charts.Series("without responses", [(START + 7 * DAY * i, min(1, (i / 18) ** 2)) for i in range(19)]),
        ],
        label="Chance that cutover is finished by a date, with and without risk responses",
        marks=[charts.Mark(START + 84 * DAY, 0.8, "P80 · 7 Sep")],
        windows=[charts.Window(START + 100 * DAY, START + 140 * DAY, "Trade-peak freeze")],
        committed=(START + 42 * DAY, "Committed 27 Jul"),
    )


def _steps() -> list[charts.Phase | charts.Gate]:
    return [
        charts.Phase("Initiation", START, START + 11 * DAY, "done"),
        charts.Gate("G1", "Ready for planning", "ok", "#"),
        charts.Phase("Execution", START + 14 * DAY, START + 60 * DAY, "now", 30, 40),
        charts.Gate("G3", "Go / no-go", "next", "#"),
        charts.Phase("Closure", START + 61 * DAY, START + 70 * DAY),
        charts.Gate("G4", "Closure", "todo"),
    ]


def _stakes() -> list[charts.Stake]:
    return [
        charts.Stake("S1", "Sponsor", 5, 4, "warn"),
        charts.Stake("S2", "Steering", 5, 3, "ok"),
        charts.Stake("S4", "Finance", 5, 3, "ok"),
        charts.Stake("S7", "Customer service", 2, 5, "bad"),
        charts.Stake("S10", "Store staff", 2, 2),
    ]


def _timeline() -> dict[str, Any]:
    today = START + 40 * DAY
    axis = charts.Timeline(
        dt.date(2026, 4, 1), dt.date(2027, 3, 31), today=today, windows=[(today + 90 * DAY, today + 160 * DAY)]
    )
    spans = [
        charts.Span(START - 50 * DAY, START, "done"),
        charts.Span(START, today + 30 * DAY, "now"),
        charts.Span(today + 30 * DAY, today + 60 * DAY),
    ]
    pins = [charts.Pin(START, "ok"), charts.Pin(today + 30 * DAY, "next"), charts.Pin(today + 60 * DAY)]
    label = "Re-platforming: execution, next gate G3, finish at P80 in October"
    return {"timeline_head": axis.head(), "timeline": axis.strip(spans, pins, label=label, p80=today + 80 * DAY)}
