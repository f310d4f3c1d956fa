"""What happens in the six projects of the demo. Days are working days of the plan; everything else follows."""

from dataclasses import dataclass, field
from typing import Any, Final


@dataclass(frozen=True)
class Remark:
    """A comment: on the task with this id, on working day `day`, by somebody."""

    task: str
    day: int
    by: str
    text: str


@dataclass(frozen=True)
class Weakness:
    """A security finding: found on working day `day`, retested with this evidence on day `retested` if at all."""

    title: str
    cvss: str
    asset: str
    day: int
    owner: str
    description: str
    remediation: str
    source: str = "pentest"
    retested: int | None = None
    evidence: str = ""


@dataclass(frozen=True)
class Happened:
    """An issue: raised on working day `day` by the part it concerns, resolved with these words if at all."""

    title: str
    component: str
    day: int
    owner: str
    severity: str = "major"
    due: int = 10
    resolution: str = ""


@dataclass(frozen=True)
class Story:
    """A project: its template, how many working days ago it began, and what differs from the plan.

    `late` are working days that tasks finished late, `blocked` a reason and who is waited for, `reach` how far KPIs
    get on their way from baseline to target (1 is there, below 0 is worse than before; `usual` for all others).
    """

    template: str
    key: str
    name: str
    elapsed: int
    budget: int
    reserve: int
    open_roles: tuple[str, ...] = ()
    left_out: frozenset[str] = frozenset()
    late: dict[str, int] = field(default_factory=dict)
    blocked: dict[str, tuple[str, str]] = field(default_factory=dict)
    reach: dict[str, float] = field(default_factory=dict)
    usual: float = 0.7
    raised: dict[str, int] = field(default_factory=dict)
    remarks: tuple[Remark, ...] = ()
    freeze: tuple[int, int] | None = None
    weaknesses: tuple[Weakness, ...] = ()
    issues: tuple[Happened, ...] = ()


STORIES: Final = (
    Story(
        template="replatforming",
        key="SWR",
        name="Re-platforming Südwind shop",
        elapsed=76,
        budget=780_000,
        reserve=190_000,
        late={"T08": 2, "T12": 2, "T13": 6},
        blocked={"T16": ("Token export of the old provider is not signed", "katrin")},
        reach={
            "redirect_coverage_pct": 0.55,
            "migration_match_pct": 0.6,
            "payment_success_pct": 0.2,
            "lcp_p75_ms": 0.9,
        },
        raised={"K08": 4, "K05": 4},
        remarks=(
            Remark(
                "T04", 14, "marco", "Three extensions have no counterpart on the new platform. @Anna Berger, drop them?"
            ),
            Remark("T04", 15, "anna", "Dropped two, the size adviser stays: it decides one order in eight."),
            Remark("T13", 55, "lan", "Search finds no umlauts in the second language. Reported to the agency."),
            Remark("T17", 66, "tomasz", "Gift-card balances differ by 14.20 EUR in the trial run. Rounding, not loss."),
            Remark("T16", 74, "anna", "@Katrin Voss, without your signature the token export cannot start."),
        ),
        freeze=(118, 150),
        issues=(
            Happened("Staging shop is slow since the second import", "erp", 57, "tomasz", resolution="Index rebuilt."),
            Happened("Old provider does not answer on the token export", "payment", 71, "katrin", "critical", 9),
        ),
        weaknesses=(
            Weakness(
                "Search field runs scripts",
                "9.3",
                "Search page of the new shop",
                48,
                "tomasz",
                "A search word with a script tag is shown as it is; the script runs in the session of the customer.",
                "Escape the search word where it is shown, and forbid inline scripts by policy.",
                retested=52,
                evidence="Twelve payloads are shown as text; the policy blocks the thirteenth.",
            ),
            Weakness(
                "Orders of others can be opened by number",
                "8.1",
                "Order API",
                50,
                "marco",
                "Signed in as one customer, the number of another order in the address shows it with name and address.",
                "Check the customer of the order in the service, not in the page.",
            ),
            Weakness(
                "Staging shop answers without sign-in",
                "5.3",
                "staging host",
                61,
                "tomasz",
                "The staging shop with a copy of the catalogue can be reached from everywhere.",
                "Let in the office and the agency only.",
                source="scan",
            ),
            Weakness(
                "Version of the web server is told",
                "2.6",
                "All hosts",
                61,
                "tomasz",
                "Every answer names the server and its version.",
                "Leave the header away.",
                source="scan",
            ),
        ),
    ),
    Story(
        template="new-shop-launch",
        key="LAGO",
        name="Lago outdoor: first own shop",
        elapsed=33,
        budget=210_000,
        reserve=24_000,
        left_out=frozenset({"soft-launch"}),
        late={"T03": 2},
        raised={"K02": 4},
        remarks=(
            Remark("T06", 20, "elif", "Warehouse wants one pick list per carrier; added as a requirement."),
            Remark("T09", 30, "marco", "Two of three integrators answered. The third asks for a week more."),
        ),
    ),
    Story(
        template="black-friday-readiness",
        key="PEAK",
        name="Peak season readiness",
        elapsed=22,
        budget=95_000,
        reserve=9_000,
        reach={"load_headroom": 1.0, "hero_stock_cover_days": 0.5, "availability_pct": 0.9},
        blocked={"T18": ("Carrier has not confirmed Saturday pick-up", "mai")},
        remarks=(
            Remark(
                "T11", 17, "tomasz", "The load test broke at 1.1 times last year. Cache of price rules is the cause."
            ),
            Remark("T12", 21, "marco", "Price rules are cached now. The second test may come."),
        ),
    ),
    Story(
        template="payment-migration",
        key="PAY",
        name="New payment provider",
        elapsed=60,
        budget=140_000,
        reserve=18_000,
        open_roles=("PSP", "OLD"),
        reach={"auth_rate_pct": 1.1, "unreconciled_eur": 0.8, "chargeback_rate_pct": 0.9},
        usual=0.9,
        remarks=(
            Remark("T06", 14, "peter", "Scope is confirmed by the acquirer in writing."),
            Remark("T22", 52, "marco", "At 25 percent of traffic authorisation is 1.4 points above the old provider."),
        ),
        weaknesses=(
            Weakness(
                "Notifications of payments are taken unsigned",
                "9.1",
                "Payment webhook",
                34,
                "peter",
                "Anybody who knows the address can tell the shop that an order is paid.",
                "Check the signature of the provider and the age of the message.",
                source="review",
                retested=37,
                evidence="Unsigned, wrongly signed and old messages get 401; the order stays unpaid.",
            ),
        ),
    ),
    Story(
        template="pim-erp-integration",
        key="PIM",
        name="One source for product data",
        elapsed=7,
        budget=320_000,
        reserve=32_000,
        open_roles=("VEN", "ERP", "DEV"),
        usual=0.1,
        remarks=(
            Remark(
                "T01", 4, "giulia", "1,140 items have no owner for weights and measures. Who decides, @Marco Rinaldi?"
            ),
        ),
    ),
    Story(
        template="marketplace-launch",
        key="MKT",
        name="Marketplace launch",
        elapsed=62,
        budget=60_000,
        reserve=6_000,
        late={"T09": 2},
        usual=1.05,
        remarks=(Remark("T15", 30, "marco", "48 of 50 pilot items are live; two wait for a safety document."),),
    ),
)

FIGURES: Final[dict[str, tuple[Any, str]]] = {
    "business_case.npv_eur": (184_000, "Business case, approved version"),
    "business_case.options": (3, "Business case, approved version"),
    "business_case.margin_pct": (11.5, "Channel calculation"),
    "change.impacted_groups": (6, "Impact analysis of the departments"),
    "change.adkar_min": (4, "Pulse survey"),
    "training.completed_pct": (93, "List of the academy"),
    "capacity.weeks_over(1.10)": (1, "Resource plan of the departments"),
    "contracts.open_without_owner": (0, "List of contracts"),
    "contracts.to_cancel_open": (1, "List of contracts"),
    "contracts.field('old-psp', 'notice_date')": ("31 March, six months ahead", "Contract of the old provider, §12"),
    "forecast.scenarios": (3, "Forecast of purchasing"),
    "integrations.capacity_confirmed_pct": (100, "Letters of the partners"),
    "integrations.contract_approved_pct": (100, "Interface catalogue"),
    "roster.unfilled_shifts": (0, "Duty roster"),
    "data_fields.without_owner": (0, "Field catalogue"),
    "data_fields.missing('price_floor')": (0, "Field catalogue"),
    "checklist.done('key-destruction')": (True, "Protocol of the key custodians"),
}
"""Figures that people state because no room computes them yet, with their sources."""

LESSONS: Final = (
    ("Safety documents came last", "Two pilot items could not go live", "Ask for safety documents with the first feed"),
    (
        "Price floors were agreed by mail",
        "One campaign sold below cost for a day",
        "Keep floors as a field of the feed",
    ),
    ("Stock was sent every 15 minutes", "Oversold items in the first week", "Send stock on change and every 3 minutes"),
    (
        "The pilot had 50 items",
        "Errors were found while they were cheap",
        "Start each channel with a pilot of 50 items",
    ),
    ("Service learned of returns late", "Refunds took five days", "Train service before the pilot, not after"),
)
"""Title, effect and recommendation of what the closed project learned."""

WAVE: Final = (0.0, 0.35, -0.25, 0.15, 0.4, -0.1, -0.35, 0.2, 0.05, -0.2, 0.3, -0.05)
"""How measured values swing around their way, in tenths of the distance from baseline to target."""

CONDITION: Final = "Close the open criteria and report to the sponsor"
WAIVED: Final = "The figure comes with the first run of operations; the sponsor accepts the gap until then"
PROOF: Final = "Signed in the folder of the project"

ANSWERS: Final = {"saq_type": "a", "integration": "redirect"}
"""Answers to choices of the compliance packs; yes-or-no questions are answered with no."""
