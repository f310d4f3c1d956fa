"""What the plan tells people: somebody's blocked task waits for them."""

from django.utils.translation import gettext_lazy as _

from projects.notices import GIVEN, KINDS, NAMED, Kind

KINDS["task.waits"] = Kind(_("%(actor)s says that %(object)s waits for you"), "blocked", mail=GIVEN)
NAMED["waits_for"] = "task.waits"
