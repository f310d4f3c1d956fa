"""Who may use the routes of the portfolio."""

from tests.matrix import row

ROUTES = [
    row("GET portfolio", "ok ok ok ok ok ok ok login"),
    row("GET dashboard", "ok ok ok ok ok ok 404 login", args=lambda w: {"key": w["project"].key}),
]
