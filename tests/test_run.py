"""`manage.py run`: one process serves pages and does the background work, and stops cleanly."""

import os
import signal
import socket
import subprocess
import sys

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from ecompm.core.models import OutboxEvent
from tests.architecture.tree import ROOT
from tests.services.redis import wait_until


def test_a_taken_port_is_told():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(CommandError, match=rf"Port {port} .* Choose another one: make run PORT={port + 1}"):
            call_command("run", port=port)


def test_links_in_mails_lead_to_the_port_that_was_chosen():
    asked = [sys.executable, "-c", "from ecompm import settings; print(settings.BASE_URL)"]
    environment = {name: value for name, value in os.environ.items() if name != "BASE_URL"} | {"PORT": "8001"}
    told = subprocess.run(asked, cwd=ROOT, env=environment, capture_output=True, text=True, check=True).stdout
    assert told.strip() == "http://127.0.0.1:8001"


def test_worker_and_beat_run_inside_the_web_process(embedded_product):
    event = OutboxEvent.objects.create(topic="tests.waits", available_at=timezone.now())
    embedded_product.start_web()
    wait_until(lambda: OutboxEvent.objects.get(pk=event.pk).done_at is not None)
    assert embedded_product.started[1:] == []  # no process beside the web server


@pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGTERM])
def test_the_process_stops_cleanly(embedded_product, stop):
    embedded_product.start_web()
    server = embedded_product.started[0]
    os.killpg(server.pid, stop)  # Ctrl-C reaches every process of the terminal
    assert server.wait(timeout=20) == 0
    assert "Traceback" not in (embedded_product.folder / "process-0.log").read_text()
