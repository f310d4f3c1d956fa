"""Where one can go: the rail, the tabs of a project, the create menu. A page that isn't there yet is left out."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Link:
    """One place, ready for a template: `current` is "page", "true" (something below it is open) or empty."""

    label: str | Promise
    href: str
    icon: str = ""
    current: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """A page by its URL name. `below` are namespaces or URL names that count as being inside it.

    `beside` are URL names in those namespaces that belong to another place. `grant` is what a person needs to use it,
    where that isn't everybody who sees the project.
    """

    label: str | Promise
    url: str
    icon: str = ""
    below: tuple[str, ...] = ()
    grant: str = ""
    beside: tuple[str, ...] = ()

    def link(self, here: str, path: str = "", **arguments: str) -> Link | None:
        """The link to this place seen from the URL name `here` at `path`, or None when there is no such page."""
        try:
            href = reverse(self.url, kwargs=arguments)
        except NoReverseMatch:
            return None
        return Link(self.label, href, self.icon, "page" if path == href else self._current(here))

    def holds(self, here: str) -> bool:
        """Whether the page with this URL name is this place or inside it."""
        return bool(self._current(here))

    def _current(self, here: str) -> str:
        if here == self.url:
            return "page"
        if here in self.beside:
            return ""
        return "true" if here in self.below or here.partition(":")[0] in self.below else ""


TOP = (
    Place(_("My work"), "my_work", "inbox"),
    Place(_("Portfolio"), "portfolio", "portfolio"),
)
LIBRARY = (
    Place(
        _("Templates"), "blueprints:library", "layers",
        ("blueprints:template", "blueprints:import", "blueprints:patterns", "blueprints:pattern"),
    ),
    Place(_("Lessons learned"), "lifecycle:lessons", "book"),
)  # fmt: skip
STAFF = (
    Place(
        _("People"), "accounts:people", "users", ("accounts:person", "accounts:activation", "projects:invite_person")
    ),
    Place(_("Risk criteria"), "risks:criteria", "shield"),
    Place(_("Administration"), "admin:index", "gear"),
)

RESOURCES = tuple(
    f"planning:{name}"
    for name in (
        "resources", "load", "levelling", "resource", "resource_new", "resource_edit", "resource_delete", "leave_new",
    )
)  # fmt: skip
PROJECT = (
    Place(_("Overview"), "projects:overview", below=("projects:activity",)),
    Place(_("Plan"), "planning:plan", below=("planning",), beside=RESOURCES),
    Place(_("Resources"), "planning:resources", below=RESOURCES),
    Place(_("Board"), "delivery:board", below=("delivery",)),
    Place(_("Requirements"), "requirements:list", below=("requirements",)),
    Place(
        _("Risks"),
        "risks:list",
        below=(
            "risks",
            "controlling:issues",
            "controlling:issue",
            "controlling:issue_new",
            "controlling:issue_edit",
            "controlling:issue_delete",
            "controlling:reserve",
            "controlling:reserve_approve",
            "controlling:reserve_draw",
        ),
    ),
    Place(_("Gates"), "lifecycle:gates", below=("lifecycle",)),
    Place(_("KPIs"), "kpis:list", below=("kpis",)),
    Place(_("Budget"), "controlling:budget", below=("controlling:budget_line", "controlling:rates")),
    Place(_("Stakeholders"), "stakeholders:list", below=("stakeholders",)),
    Place(_("Reports"), "controlling:reports", below=("controlling:report",)),
    Place(
        _("Members"),
        "projects:members",
        below=(
            "projects:member_add",
            "projects:member_remove",
            "projects:invite",
            "projects:roles",
            "projects:role_new",
            "projects:role",
            "projects:role_delete",
        ),
    ),
    Place(_("Settings"), "projects:settings", below=("projects:archive",)),
)
RISK_ROOM = (
    Place(
        _("Register"), "risks:list", grant="risk.view", below=tuple(
            f"risks:{name}"
            for name in (
                "detail", "new", "edit", "delete", "occurs", "take_back", "indicator_new", "response_new", "link_new",
                "import", "import_report",
            )
        ),
    ),
    Place(_("Burn-down"), "risks:burn_down", grant="risk.view"),
    Place(_("Simulation"), "risks:simulation", grant="risk.view"),
    Place(
        _("Security findings"), "risks:findings", grant="finding.view", below=tuple(
            f"risks:finding{name}"
            for name in ("", "_new", "_edit", "_delete", "_retest", "_import", "_import_report")
        ),
    ),
    Place(
        _("Compliance"), "risks:compliance", grant="compliance.view", below=tuple(
            f"risks:compliance_{name}" for name in ("control", "pack", "upgrade", "remove")
        ),
    ),
    Place(
        _("Issues"), "controlling:issues", grant="issue.view", below=tuple(
            f"controlling:issue{name}" for name in ("", "_new", "_edit", "_delete")
        ),
    ),
    Place(
        _("Reserve"), "controlling:reserve", grant="reserve.view",
        below=("controlling:reserve_approve", "controlling:reserve_draw"),
    ),
)  # fmt: skip
ROOMS = {"risks:list": RISK_ROOM}
"""The second row of tabs, by the tab of the project that it belongs to."""
CREATE_IN_PROJECT = (
    Place(_("Task"), "planning:task_new", "gantt", grant="task.change"),
    Place(_("Risk"), "risks:new", "shield", grant="risk.change"),
    Place(_("Issue"), "controlling:issue_new", "flag", grant="issue.change"),
    Place(_("Requirement"), "requirements:new", "check", grant="requirement.change"),
    Place(_("KPI"), "kpis:new", "target", grant="kpi.change"),
    Place(_("Stakeholder"), "stakeholders:new", "users", grant="stakeholder.change"),
)
CREATE = (
    Place(_("Project"), "blueprints:new", "layers", ("blueprints:questions", "blueprints:preview", "projects:new")),
    Place(_("Project from a plan file"), "exchange:import", "upload"),
)
ACCOUNT = (
    Place(_("Profile and language"), "accounts:profile", "user"),
    Place(_("API tokens"), "accounts:tokens", "key"),
)

ACCOUNT_TABS = (
    Place(_("Profile"), "accounts:profile"),
    Place(_("E-mail"), "account_email"),
    Place(_("Password"), "account_change_password", below=("account_set_password",)),
    Place(
        _("Second factor"), "mfa_index", below=(
            "mfa_activate_totp", "mfa_deactivate_totp", "mfa_list_webauthn", "mfa_add_webauthn", "mfa_edit_webauthn",
            "mfa_remove_webauthn", "mfa_view_recovery_codes", "mfa_generate_recovery_codes",
        ),
    ),
    Place(_("Sessions"), "usersessions_list"),
    Place(_("API tokens"), "accounts:tokens", below=("accounts:token_revoke",)),
)  # fmt: skip


def here(request: HttpRequest | None) -> str:
    """URL name of the page being shown, with its namespace; empty on error pages."""
    match = getattr(request, "resolver_match", None)
    return match.view_name if match else ""


def links(places: tuple[Place, ...], request: HttpRequest | None, **arguments: str) -> list[Link]:
    """The links to those places that exist, in order, with the current one marked."""
    path = request.path if request else ""
    shown = (place.link(here(request), path, **arguments) for place in places)
    return [link for link in shown if link]


def room(request: HttpRequest | None) -> tuple[Place, ...]:
    """The places beside the open page within its tab of the project; none where a tab is a single page."""
    open_tabs = (place for place in PROJECT if place.holds(here(request)))
    return next((ROOMS[place.url] for place in open_tabs if place.url in ROOMS), ())
