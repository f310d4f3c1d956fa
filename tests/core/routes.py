"""Who may use the routes of the ground: health for load balancers, the API and the components described."""

from tests.matrix import row

ROUTES = [
    row("GET healthz", "ok ok ok ok ok ok ok ok"),
    row("GET readyz", "ok ok ok ok ok ok ok ok"),
    row("GET api_schema", "ok ok ok ok ok ok ok ok"),
    row("GET api_docs", "ok ok ok ok ok ok ok ok"),
    row("GET api_resource", "ok ok ok ok ok ok ok ok", args=lambda w: {"resource": "risks"}),
    # On a local copy, as here; in production staff alone see it.
    row("GET components", "ok ok ok ok ok ok ok ok"),
    row("GET components_dialog", "ok ok ok ok ok ok ok ok"),
]
