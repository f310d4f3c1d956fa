"""What the architecture tests look at: the product's own files, as the version control system lists them."""

import ast
from collections.abc import Iterator
from pathlib import Path

from django.apps import apps

ROOT = Path(__file__).resolve().parent.parent.parent
_FOREIGN = {".venv", ".git", "node_modules", "var", "vendor", "htmlcov"}
_ALL = sorted(
    path
    for path in ROOT.rglob("*")
    if path.is_file() and not _FOREIGN.intersection(path.relative_to(ROOT).parts) and "__pycache__" not in path.parts
)


def files(*suffixes: str, under: str = ".", without: tuple[str, ...] = ()) -> list[Path]:
    """Files with one of the suffixes below a folder, without those that lie in a folder of a given name."""
    return [
        path
        for path in _ALL
        if path.suffix in suffixes
        and path.is_relative_to(ROOT / under)
        and not set(without).intersection(path.relative_to(ROOT).parts)
    ]


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def own_apps() -> list[str]:
    """Labels of the installed apps whose code lies in this tree."""
    return [
        config.label
        for config in apps.get_app_configs()
        if Path(config.path).is_relative_to(ROOT) and ".venv" not in Path(config.path).parts
    ]
