"""The base of the user model: e-mail as the name, instance roles. `accounts.User` is the concrete table."""

from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class InstanceRole(models.TextChoices):
    ADMINISTRATOR = "administrator", _("Administrator")
    PORTFOLIO_MANAGER = "portfolio_manager", _("Portfolio manager")
    MEMBER = "member", _("Member")


class UserManager(BaseUserManager[Any]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "BaseUser":
        """A stored user; without a password sign-in needs a reset or an invitation first."""
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "BaseUser":
        fields |= {"role": InstanceRole.ADMINISTRATOR, "is_staff": True, "is_superuser": True}
        return self.create_user(email, password, **fields)

    def get_by_natural_key(self, email: str | None) -> "BaseUser":
        return self.get(email__iexact=email)


class BaseUser(AbstractBaseUser, PermissionsMixin):
    """A person who signs in with an e-mail address."""

    email = models.EmailField(_("e-mail address"), max_length=254, unique=True)
    name = models.CharField(_("name"), max_length=150)
    role = models.CharField(_("instance role"), max_length=20, choices=InstanceRole, default=InstanceRole.MEMBER)
    is_external = models.BooleanField(
        _("external"), default=False, help_text=_("Agency or client: sees no project without being a member of it.")
    )
    is_staff = models.BooleanField(_("back office"), default=False, help_text=_("May open the administration."))
    is_active = models.BooleanField(_("active"), default=True)
    date_joined = models.DateTimeField(_("joined"), default=timezone.now)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    objects = UserManager()

    class Meta:
        abstract = True
        verbose_name = _("user")
        verbose_name_plural = _("users")
        ordering = ["name", "id"]
        constraints = [models.UniqueConstraint(Lower("email"), name="user_email_once")]

    def __str__(self) -> str:
        return self.name or self.email

    @property
    def sees_all(self) -> bool:
        """Whether the instance role opens every project."""
        return self.role in (InstanceRole.ADMINISTRATOR, InstanceRole.PORTFOLIO_MANAGER)

    @property
    def administers(self) -> bool:
        return self.role == InstanceRole.ADMINISTRATOR

    @property
    def initials(self) -> str:
        words = self.name.split() or [self.email]
        return (words[0][0] + (words[-1][0] if len(words) > 1 else "")).upper()

    def get_full_name(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        return self.name.split(" ")[0] if self.name else self.email
