"""Settings of the tests: the product's own, on data of this run alone. DATABASE_URL chooses another database."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

_folder = Path(tempfile.mkdtemp(prefix="ecompm-tests-"))
atexit.register(shutil.rmtree, _folder, ignore_errors=True)
os.environ["ECOMPM_VAR"] = str(_folder)
# The environment wins over a developer's .env file, so a test never touches a database that someone works with.
os.environ["ECOMPM_ENV"] = "local"
os.environ["DATABASE_URL"] = os.environ.get("ECOMPM_TEST_DATABASE_URL") or f"sqlite:///{_folder / 'unused.sqlite3'}"
os.environ["CELERY_BROKER_URL"] = "memory://"
os.environ["CACHE_URL"] = "locmemcache://"
os.environ["EMAIL_URL"] = "memorymail://"
os.environ["BASE_URL"] = "http://testserver"
os.environ["DEBUG"] = "0"

from ecompm.settings import *

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
LOGGING["root"]["level"] = "WARNING"
LOGGING["loggers"]["django_structlog"] = {"level": "CRITICAL"}
if "sqlite" in DATABASES["default"]["ENGINE"]:
    # A file, as in the product: threads get connections of their own, and locks are real.
    DATABASES["default"]["TEST"] = {"NAME": str(_folder / "test.sqlite3")}
