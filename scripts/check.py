"""Every static check in one command; names what failed at the end. Arguments choose some: make check ARGS=types."""

import os
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = ROOT / ".venv" / "bin"
PYTHON = str(BIN / "python")
MANAGE = [PYTHON, "manage.py"]
APPS = (
    "accounts",
    "projects",
    "planning",
    "delivery",
    "controlling",
    "requirements",
    "risks",
    "stakeholders",
    "kpis",
    "lifecycle",
    "portfolio",
    "blueprints",
    "exchange",
)
# A complete production environment, so that the deployment checks judge the settings and not what is missing.
PRODUCTION = {
    "ECOMPM_ENV": "production",
    "SECRET_KEY": "kE3vWq9ZpT1xR7mB5nY2cL8sD4fG6hJ0aU-oI_eXtVbNwMzQyPrSdKgHjFl",
    "ALLOWED_HOSTS": "pm.example.com",
    "BASE_URL": "https://pm.example.com",
    "DATABASE_URL": "postgres://ecompm@127.0.0.1/ecompm",
    "CELERY_BROKER_URL": "redis://127.0.0.1:6379/0",
    "CACHE_URL": "redis://127.0.0.1:6379/1",
    "EMAIL_URL": "smtp://127.0.0.1:25",
}


def strict_paths() -> list[str]:
    """Where types are checked strictly: the ground, and in every app the arithmetic and the services."""
    rooms = [ROOT / app / room for app in APPS for room in ("calc", "services", "services.py")]
    return ["ecompm/core", *(str(path.relative_to(ROOT)) for path in rooms if path.exists())]


def templates() -> list[str]:
    return [str(path.relative_to(ROOT)) for path in sorted((ROOT / "templates").rglob("*.html"))]


CHECKS: dict[str, tuple[list[str], dict[str, str]]] = {
    "style": ([str(BIN / "ruff"), "check", "--quiet", "--output-format", "concise", "."], {}),
    "format": ([str(BIN / "ruff"), "format", "--check", "--quiet", "--output-format", "concise", "."], {}),
    "layers": ([str(BIN / "lint-imports"), "--config", "pyproject.toml"], {}),
    "types": ([str(BIN / "mypy"), *strict_paths()], {}),
    "templates": ([str(BIN / "djade"), "--check", "--target-version", "5.2", *templates()], {}),
    "migrations": ([*MANAGE, "makemigrations", "--check", "--dry-run"], {"DATABASE_URL": "sqlite://:memory:"}),
    "schema": ([*MANAGE, "spectacular", "--validate", "--fail-on-warn", "--file", os.devnull], {}),
    "deployment": ([*MANAGE, "check", "--deploy", "--fail-level", "WARNING"], PRODUCTION),
    "contrast": ([PYTHON, "scripts/contrast.py"], {}),
    "vendored": ([PYTHON, "scripts/vendor.py", "--check"], {}),
    "translations": ([*MANAGE, "compile_translations"], {}),
}


def passes(name: str) -> bool:
    command, environment = CHECKS[name]
    started = time.monotonic()
    done = subprocess.run(command, cwd=ROOT, env=os.environ | environment, capture_output=True, text=True, check=False)
    print(f"{'ok    ' if done.returncode == 0 else 'FAILED'} {name} ({time.monotonic() - started:.1f} s)", flush=True)
    if done.returncode:
        print((done.stdout + done.stderr).strip())
    return done.returncode == 0


def main(names: list[str]) -> int:
    unknown = set(names) - set(CHECKS)
    if unknown:
        print(f"No such check: {', '.join(sorted(unknown))}. There are: {', '.join(CHECKS)}.")
        return 2
    failed = [name for name in names or CHECKS if not passes(name)]
    print(f"Failed: {', '.join(failed)}" if failed else "Every check passed.")
    return bool(failed)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
