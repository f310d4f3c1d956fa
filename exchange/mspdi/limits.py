"""How much of a file the reader accepts; every limit is checked before the memory for it is spent."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Largest accepted sizes. Text is counted in characters, time in minutes, money in currency units."""

    bytes: int = 32 * 1024 * 1024
    elements: int = 1_000_000
    elements_per_record: int = 20_000
    depth: int = 24
    attributes: int = 16
    unread_bytes: int = 512 * 1024
    text: int = 100_000
    name: int = 512
    tasks: int = 20_000
    outline_levels: int = 50
    links: int = 100_000
    resources: int = 10_000
    assignments: int = 100_000
    calendars: int = 15_000
    custom_fields: int = 2_000
    duration_minutes: int = 50_000_000
    work_minutes: int = 10_000_000_000
    money: int = 1_000_000_000_000
    first_year: int = 1900
    last_year: int = 2149
    report_rows: int = 1_000


LIMITS = Limits()
