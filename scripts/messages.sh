#!/bin/sh
# Collects the translatable texts of Python and templates into locale/<language>/LC_MESSAGES/django.po, and compiles them.
# A text whose English changed is marked fuzzy and shown in English until its translation is checked.
set -eu
cd "$(dirname "$0")/.."

command -v xgettext >/dev/null || { echo "gettext is needed: apt install gettext" >&2; exit 1; }
languages=$(.venv/bin/python -c '
import os; os.environ["DJANGO_SETTINGS_MODULE"] = "ecompm.settings"
from django.conf import settings
print(" ".join(f"--locale {code}" for code, _ in settings.LANGUAGES if code != settings.LANGUAGE_CODE))')

# shellcheck disable=SC2086  # one word for each language is meant
.venv/bin/python manage.py makemessages $languages --no-wrap --no-location \
    --ignore .venv --ignore var --ignore node_modules --ignore tests --ignore benchmarks
.venv/bin/python manage.py compile_translations
