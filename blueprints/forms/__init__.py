"""Forms of the wizard, of templates and of the library."""

from blueprints.forms.questions import QuestionsForm
from blueprints.forms.shelf import ImportForm, SaveForm

__all__ = ["ImportForm", "QuestionsForm", "SaveForm"]
