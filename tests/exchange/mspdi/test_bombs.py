"""Hostile files are refused at once and cost next to nothing, whatever they hold."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.exchange.mspdi.files import DECLARATION, NAMESPACE, document, link, task, with_tasks

ROOT = Path(__file__).parents[3]
SECONDS, MEGABYTES = 5, 200
# Run apart, so that time and memory are this file's own. Prints seconds of CPU, MB more than before, and the outcome.
MEASURE = """
import json, resource, sys, time
from exchange.mspdi import MspdiError, read
peak = lambda: resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
before, started = peak(), time.process_time()
try:
    with open(sys.argv[1], "rb") as file:
        read(file)
    outcome = "read"
except MspdiError as refusal:
    outcome = str(refusal)
print(json.dumps([time.process_time() - started, peak() - before, outcome]))
"""


def laughs() -> Iterator[bytes]:
    entities = "".join(f"<!ENTITY l{n} '{f'&l{n - 1};' * 10}'>" for n in range(1, 10))
    yield document("<Title>&l9;</Title>", f"<!DOCTYPE p [<!ENTITY l0 'lol'>{entities}]>")


def quadratic() -> Iterator[bytes]:
    yield document(f"<Title>{'&a;' * 30000}</Title>", f"<!DOCTYPE p [<!ENTITY a '{'a' * 30000}'>]>")


def external_entity() -> Iterator[bytes]:
    yield document("<Title>&x;</Title>", '<!DOCTYPE p [<!ENTITY x SYSTEM "file:///etc/passwd">]>')


def external_entity_in_utf16() -> Iterator[bytes]:
    text = next(external_entity()).decode().replace("UTF-8", "UTF-16")
    yield text.encode("utf-16")


def parameter_entity() -> Iterator[bytes]:
    yield document("", '<!DOCTYPE p [<!ENTITY % r SYSTEM "http://127.0.0.1:9/dtd"> %r;]>')


def xinclude() -> Iterator[bytes]:
    inner = '<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" parse="text" href="file:///etc/passwd"/>'
    yield document(f"<Title>{inner}</Title>")


def utf7() -> Iterator[bytes]:
    yield b'<?xml version="1.0" encoding="UTF-7"?>+ADw-Project+AD4-'


def utf16_under_another_name() -> Iterator[bytes]:
    yield document().decode().encode("utf-16-le")


def deep_nest() -> Iterator[bytes]:
    yield document("<a>" * 100_000 + "</a>" * 100_000)


def deep_outline() -> Iterator[bytes]:
    yield with_tasks(*(task(uid, f"<OutlineLevel>{uid}</OutlineLevel>") for uid in range(1, 2001)))


def many_tasks(number: int) -> Iterator[bytes]:
    yield f'{DECLARATION}<Project xmlns="{NAMESPACE}"><Tasks>'.encode()
    for uid in range(number):
        yield f"<Task><UID>{uid}</UID></Task>".encode()
    yield b"</Tasks></Project>"


def million_tasks() -> Iterator[bytes]:
    return many_tasks(1_000_000)


def too_many_tasks() -> Iterator[bytes]:
    return many_tasks(100_000)


def million_empty_rows() -> Iterator[bytes]:
    yield with_tasks("<Task><UID>1</UID><IsNull>1</IsNull></Task>" * 700_000)


def dense_network() -> Iterator[bytes]:
    yield with_tasks(*(task(uid, "".join(link(other) for other in range(1, uid))) for uid in range(1, 500)))


def one_wide_task() -> Iterator[bytes]:
    yield with_tasks(f"<Task>{'<a/>' * 500_000}</Task>")


def wide_omitted_part() -> Iterator[bytes]:
    parts = "".join(f"<a{number}/>" for number in range(1_500_000))
    yield with_tasks(task(1, f"<TimephasedData>{parts}</TimephasedData>"))


def many_attributes() -> Iterator[bytes]:
    attributes = " ".join(f'a{number}=">"' for number in range(1_500_000))
    yield document(f"<Title {attributes}/>")


def long_text() -> Iterator[bytes]:
    yield document(f"<Title>{'x' * 25_000_000}</Title>")


def long_comment() -> Iterator[bytes]:
    yield document(f"<!--{'x' * 25_000_000}-->")


def large_file() -> Iterator[bytes]:
    yield f'{DECLARATION}<Project xmlns="{NAMESPACE}">'.encode()
    for _ in range(400):
        yield b"<Title>x</Title>" + b" " * 100_000
    yield b"</Project>"


def calendar_chain() -> Iterator[bytes]:
    chain = (f"<Calendar><UID>{n}</UID><BaseCalendarUID>{n - 1}</BaseCalendarUID></Calendar>" for n in range(1, 15000))
    yield document(f"<Calendars>{''.join(chain)}</Calendars>")


def truncated() -> Iterator[bytes]:
    yield with_tasks(*(task(uid) for uid in range(1, 5000)))[:-300]


def nul_bytes() -> Iterator[bytes]:
    yield document("<Title>a\0b</Title>")


def control_characters() -> Iterator[bytes]:
    yield document("<Title>a&#0;b</Title>")


BOMBS = {
    laughs: "document type",
    quadratic: "document type",
    external_entity: "document type",
    external_entity_in_utf16: "document type",
    parameter_entity: "document type",
    xinclude: "does not belong",
    utf7: "encoded in utf-7",
    utf16_under_another_name: "not XML",
    deep_nest: "nested more than 24 deep",
    deep_outline: "Outline level 51",
    million_tasks: "more than 1000000 elements",
    too_many_tasks: "more than 20000 entries in Tasks",
    million_empty_rows: "more than 1000000 elements",
    dense_network: "more than 100000 entries in PredecessorLink",
    one_wide_task: "more than 20000 elements",
    wide_omitted_part: "more than 1000000 elements",
    many_attributes: "longer than 524288 bytes",
    long_text: "longer than",
    long_comment: "longer than 524288 bytes",
    large_file: "larger than 33554432 bytes",
    calendar_chain: "more than 10 deep",
    truncated: "broken or cut off",
    nul_bytes: "broken or cut off",
    control_characters: "broken or cut off",
}


@pytest.mark.parametrize(("bomb", "sentence"), BOMBS.items(), ids=lambda part: getattr(part, "__name__", ""))
def test_a_bomb_is_refused_within_limits(bomb, sentence, tmp_path):
    file = tmp_path / "bomb.xml"
    with file.open("wb") as out:
        out.writelines(bomb())
    measured = subprocess.run(
        [sys.executable, "-c", MEASURE, str(file)], cwd=ROOT, capture_output=True, text=True, timeout=60, check=True
    )
    seconds, megabytes, outcome = json.loads(measured.stdout)

    assert sentence in outcome
    assert seconds < SECONDS
    assert megabytes < MEGABYTES
