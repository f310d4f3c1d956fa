"""Settings of `seed_blackbox` alone: the product's own with this package as an app, so the product has no canary."""

from ecompm.settings import *

INSTALLED_APPS = [*INSTALLED_APPS, "tests.blackbox"]
# Nobody signs in with a password here, and a good hash takes a third of a second for each of the 25 people.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
