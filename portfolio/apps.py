from django.apps import AppConfig


class PortfolioConfig(AppConfig):
    name = "portfolio"

    def ready(self) -> None:
        from projects import shell

        shell.COLUMNS["health"] = "figures__light"
