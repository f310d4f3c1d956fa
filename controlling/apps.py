from django.apps import AppConfig


class ControllingConfig(AppConfig):
    name = "controlling"
