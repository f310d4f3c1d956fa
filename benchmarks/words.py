"""Words of which the texts of the HTTP benchmark are drawn, on both sides from the same seed."""

WORDS = [
    "deploy", "schedule", "risk", "budget", "review", "design", "build", "test", "migrate", "report",
    "network", "server", "client", "contract", "audit", "plan", "module", "page", "login", "export",
]  # fmt: skip
