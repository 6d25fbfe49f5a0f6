"""The product's settings on engines of the tests' own."""

import atexit
import os
import shutil
import tempfile

os.environ["SHUANGCHENG_ENGINES"] = "tests"
# Parallel test processes each have a database of Redis, as Django gives each one of PostgreSQL.
parallel = os.environ.get("PYTEST_XDIST_WORKER", "").removeprefix("gw")
os.environ["SHUANGCHENG_REDIS_DATABASE"] = str(1 + int(parallel) % 15) if parallel else "0"
# What tests hand in lies in a folder of the process's own, which a worker of its tests is told, and nobody finds later.
if told := os.environ.get("SHUANGCHENG_FILES_OF_TEST"):
    os.environ["SHUANGCHENG_FILES"] = told
else:
    os.environ["SHUANGCHENG_FILES"] = tempfile.mkdtemp(prefix="shuangcheng-files-")
    atexit.register(shutil.rmtree, os.environ["SHUANGCHENG_FILES"], ignore_errors=True)

from marketplace.settings import *  # noqa: E402, F403

# One round: tests sign in often, and have nothing to hide.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# Static files come from the sources; nothing is collected.
STATIC_ROOT = None
WHITENOISE_USE_FINDERS = True
# Found when asked for: else each browser of a test begins by reading through all of them.
WHITENOISE_AUTOREFRESH = True
# Each process counts its own attempts to sign in (tests/conftest.py forgets them).
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
INDEX_ROOT = BASE_DIR / "var" / "index-tests"  # noqa: F405  the name comes with the settings
