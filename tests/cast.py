"""The cast of every test: Alice manages, Bob is a member, Vera views, Gus is a guest, Charlie a stranger,
Ada administers the instance and Paula manages the portfolio."""

from dataclasses import dataclass

from accounts.models import User
from ecompm.core.users import InstanceRole
from projects.access import Role
from projects.models import Membership, Project, Share
from projects.services.projects import create_project

PASSWORD = "correct horse battery staple"


@dataclass
class Cast:
    alice: User
    bob: User
    vera: User
    gus: User
    charlie: User
    ada: User
    paula: User
    project: Project

    def by_role(self) -> dict[str, User | None]:
        return {
            "admin": self.ada,
            "portfolio": self.paula,
            "manager": self.alice,
            "member": self.bob,
            "viewer": self.vera,
            "guest": self.gus,
            "stranger": self.charlie,
            "anonymous": None,
        }

    def share_with_gus(self, obj: object) -> None:
        membership = Membership.objects.get(project=self.project, user=self.gus)
        Share.objects.create(membership=membership, object_type=obj._meta.label_lower, object_id=obj.pk)  # type: ignore[attr-defined]


def person(name: str, **fields: object) -> User:
    return User.objects.create_user(f"{name.lower()}@example.com", PASSWORD, name=name, **fields)


def assemble(key: str = "SHOP") -> Cast:
    """The cast around one project, made through the services."""
    names = {name: person(name) for name in ("Alice", "Bob", "Vera", "Charlie")}
    gus = person("Gus", is_external=True)
    ada = person("Ada", role=InstanceRole.ADMINISTRATOR, is_staff=True, is_superuser=True)
    paula = person("Paula", role=InstanceRole.PORTFOLIO_MANAGER)
    project = create_project(by=names["Alice"], key=key, name="New shop")
    for user, role in ((names["Bob"], Role.MEMBER), (names["Vera"], Role.VIEWER), (gus, Role.GUEST)):
        Membership.objects.create(project=project, user=user, role=role)
    people = {name.lower(): user for name, user in names.items()}
    return Cast(**people, gus=gus, ada=ada, paula=paula, project=project)
