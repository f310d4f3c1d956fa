"""WSGI entry point for gunicorn."""

import gc
import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

from ecompm.bodies import reading_to_the_end

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ecompm.settings")

application = reading_to_the_end(get_wsgi_application())

# All that a process keeps for good is loaded now and left alone by the garbage collector: it took more time to look
# through that again and again than the requests in which it ran took for their work.
list(get_resolver().url_patterns)
gc.collect()
gc.freeze()
