"""The people of the demo portfolio."""

from dataclasses import dataclass
from typing import Any, Final

from allauth.account.models import EmailAddress
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from accounts.services.people import create_person
from ecompm.core.users import InstanceRole

PASSWORD: Final = "demo-portfolio-2026"


@dataclass(frozen=True)
class Person:
    """Somebody of the demo; `shown` is the role under which their sign-in is printed."""

    email: str
    name: str
    role: str = InstanceRole.MEMBER
    is_external: bool = False
    shown: Any = ""


PEOPLE: Final = {
    "anna": Person("anna.berger@example.com", "Anna Berger", shown=gettext_lazy("Project manager")),
    "marco": Person("marco.rinaldi@example.com", "Marco Rinaldi", shown=gettext_lazy("Member")),
    "katrin": Person(
        "katrin.voss@example.com",
        "Katrin Voss",
        InstanceRole.PORTFOLIO_MANAGER,
        shown=gettext_lazy("Sponsor and portfolio manager"),
    ),
    "clara": Person("clara.neumann@example.com", "Clara Neumann", shown=gettext_lazy("Viewer")),
    "noah": Person(
        "noah.keller@example.net", "Noah Keller", is_external=True, shown=gettext_lazy("Guest of an agency")
    ),
    "ines": Person(
        "ines.roth@example.com", "Ines Roth", InstanceRole.ADMINISTRATOR, shown=gettext_lazy("Administrator")
    ),
    "tomasz": Person("tomasz.zielinski@example.com", "Tomasz Zieliński"),
    "lan": Person("lan.nguyen@example.com", "Nguyễn Thị Lan"),
    "mai": Person("mai.pham@example.com", "Phạm Mai"),
    "elif": Person("elif.yilmaz@example.com", "Elif Yılmaz"),
    "peter": Person("peter.hahn@example.com", "Peter Hahn"),
    "giulia": Person("giulia.conti@example.com", "Giulia Conti"),
    "sofia": Person("sofia.lindqvist@example.net", "Sofia Lindqvist", is_external=True),
}

ROLES: Final = {
    "SPO": "katrin", "PM": "anna", "ECM": "marco", "BA": "elif", "UX": "sofia", "DEV": "noah", "INT": "tomasz",
    "CNT": "giulia", "MKT": "giulia", "OPS": "mai", "FIN": "clara", "LEG": "peter", "QA": "lan", "ARC": "noah",
    "DAT": "sofia", "SEO": "giulia", "CHG": "elif", "SEC": "peter", "SRE": "tomasz", "PUR": "mai", "CS": "mai",
    "PAY": "marco", "ACC": "clara", "FRD": "peter", "ERP": "tomasz", "PIM": "giulia", "VEN": "noah", "CHM": "marco",
}  # fmt: skip
"""Who plays which role in every project; roles of other companies stay placeholders."""


def is_there() -> bool:
    """Whether the demo was made already, and is still there."""
    return User.objects.filter(email=PEOPLE["anna"].email).exists()


def make_people() -> dict[str, User]:
    """The accounts. The shared password is hashed once, for hashing is slow on purpose."""
    first = next(iter(PEOPLE.values()))
    digest = create_person(email=first.email, name=first.name, password=PASSWORD).password
    User.objects.bulk_create([_account(one, digest) for one in PEOPLE.values() if one is not first])
    made = {person.email: person for person in User.objects.filter(email__in=[one.email for one in PEOPLE.values()])}
    rest = [made[one.email] for one in PEOPLE.values() if one is not first]
    EmailAddress.objects.bulk_create(
        [EmailAddress(user=person, email=person.email, primary=True, verified=True) for person in rest]
    )
    return {name: made[one.email] for name, one in PEOPLE.items()}


def _account(one: Person, digest: str) -> User:
    administers = one.role == InstanceRole.ADMINISTRATOR
    return User(
        email=one.email,
        name=one.name,
        password=digest,
        role=one.role,
        is_external=one.is_external,
        is_staff=administers,
        is_superuser=administers,
    )


def sign_ins() -> list[str]:
    """Lines that say how to sign in: one address for each role, and the password they share."""
    shown = [one for one in PEOPLE.values() if one.shown]
    width = max(len(one.email) for one in shown)
    lines = [f"{one.email:<{width}}  {one.shown}" for one in shown]
    return [_("Sign in as one of these, password %(password)s:") % {"password": PASSWORD}, *lines]
