"""Who may import whom: the contracts of pyproject.toml hold and forget no app."""

import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from django.apps import apps

from tests.architecture.tree import ROOT, files, name, own_apps

CONTRACTS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]
LAYERS = CONTRACTS["contracts"][0]["layers"]
# The higher the number, the higher the layer; apps that stand beside each other share one.
RANK = {part.strip().strip("()"): rank for rank, layer in enumerate(reversed(LAYERS)) for part in layer.split("|")}


def test_contracts_hold():
    linter = Path(sys.executable).parent / "lint-imports"
    result = subprocess.run([linter, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout


@pytest.mark.parametrize("label", own_apps())
def test_every_app_stands_in_the_layers(label):
    package = apps.get_app_config(label).name
    assert package in RANK or package == "ecompm"
    assert package.split(".")[0] in CONTRACTS["root_packages"]


def test_no_foreign_key_points_upward():
    """The import contracts don't see `ForeignKey("risks.Risk")`; the model graph does."""
    upward = [
        f"{model._meta.label}.{field.name} -> {field.related_model._meta.label}"
        for label in own_apps()
        for model in apps.get_app_config(label).get_models()
        for field in model._meta.get_fields()
        if field.is_relation and not field.auto_created and field.related_model and _above(field.related_model, model)
    ]
    assert upward == []


def _above(target, model) -> bool:
    here, there = model._meta.app_config.name, target._meta.app_config.name
    return there in RANK and here != there and RANK[there] >= RANK[here]


def test_calc_runs_without_django():
    modules = [
        name(path).removesuffix(".py").removesuffix("/__init__").replace("/", ".")
        for path in files(".py", without=("tests",))
        if "calc" in path.parts
    ]
    block = "import sys; sys.modules.update(dict.fromkeys(['django', 'celery', 'rest_framework']));"
    code = f"{block} import importlib; [importlib.import_module(name) for name in {modules!r}]"
    result = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert modules
    assert result.returncode == 0, result.stderr


@pytest.mark.parametrize("word", ["utils", "helpers", "common", "misc"])
def test_no_room_without_a_name(word):
    assert [name(path) for path in files(".py") if path.stem == word or word in path.parts] == []
