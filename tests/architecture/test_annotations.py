"""Rules of the product are typed and documented."""

import ast

import pytest

from tests.architecture.tree import files, functions, name

STRICT = [
    path
    for path in files(".py", without=("tests", "migrations"))
    if {"core", "calc", "services"}.intersection(path.parts) or path.stem == "services"
]


@pytest.mark.parametrize("path", STRICT, ids=name)
def test_every_function_says_what_it_returns(path):
    assert [node.name for node in functions(path) if node.returns is None] == []


@pytest.mark.parametrize("path", [path for path in STRICT if path.name != "__init__.py"], ids=name)
def test_every_module_says_what_it_is_for(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    assert ast.get_docstring(tree) or path.stem == "apps"
