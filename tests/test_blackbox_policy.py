"""policy.json of `make blackbox` says of every route the same as the route matrix, so a new route needs both."""

import importlib

import pytest

from tests.blackbox.policy import load_policy
from tests.blackbox.surface import names
from tests.blackbox.tenants import MODULES

ROWS = [(module, row) for module in MODULES for row in importlib.import_module(module).ROUTES]
NAMED = dict(zip(names(ROWS), (row for _module, row in ROWS), strict=True))
COLUMNS = {
    "outsider": "stranger", "guest": "guest", "viewer": "viewer", "member": "member", "manager": "manager",
}  # fmt: skip
# The attack calls the API with tokens, and no token makes or revokes a token.
BY_SESSION_ALONE = {"POST api:token-list", "DELETE api:token-detail"}


def test_every_route_has_a_rule_and_every_rule_a_route() -> None:
    assert sorted(load_policy()) == sorted(NAMED)


@pytest.mark.parametrize("name", sorted(set(NAMED) - BY_SESSION_ALONE))
def test_the_rule_is_what_the_matrix_declares(name: str) -> None:
    expected, rule = NAMED[name].expected, load_policy()[name]
    declared = {role for role, column in COLUMNS.items() if expected[column] not in (401, 403, 404)}
    assert declared == rule.roles & set(COLUMNS)
