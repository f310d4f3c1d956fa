"""Wiring of the product: settings, addresses, the Celery application."""
