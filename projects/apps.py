from django.apps import AppConfig


class ProjectsConfig(AppConfig):
    name = "projects"

    def ready(self) -> None:
        from accounts import reach
        from ecompm.core import context_processors
        from projects import shell

        context_processors.PROVIDERS.append(shell.parts)
        reach.PROVIDERS.append(shell.titles)
