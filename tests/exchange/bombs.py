"""Hostile and degenerate plans, each as a function that makes it."""

from collections.abc import Callable

from tests.exchange.mspdi.files import document, link, task, with_tasks

Maker = Callable[[], bytes]
DATED = "<Start>2026-03-02T09:00:00</Start><Duration>PT8H0M0S</Duration>"
SECRET = '<!DOCTYPE p [<!ENTITY x SYSTEM "file:///etc/passwd">]>'


def dated(uid: int, inner: str = "", name: str = "") -> str:
    return task(uid, DATED + inner, name)


def laughs() -> bytes:
    entities = "".join(f"<!ENTITY l{n} '{f'&l{n - 1};' * 10}'>" for n in range(1, 10))
    return document(f"<Tasks>{dated(1, name='&l9;')}</Tasks>", f"<!DOCTYPE p [<!ENTITY l0 'lol'>{entities}]>")


def quadratic() -> bytes:
    return document(f"<Tasks>{dated(1, name='&a;' * 30_000)}</Tasks>", f"<!DOCTYPE p [<!ENTITY a '{'a' * 30_000}'>]>")


def xxe_file() -> bytes:
    return document(f"<Tasks>{dated(1, name='&x;')}</Tasks>", SECRET)


def xxe_http() -> bytes:
    return document("<Tasks/>", '<!DOCTYPE p [<!ENTITY x SYSTEM "http://127.0.0.1:9/xxe">]>')


def xxe_parameter() -> bytes:
    return document("<Tasks/>", '<!DOCTYPE p [<!ENTITY % r SYSTEM "http://127.0.0.1:9/dtd"> %r;]>')


def xinclude() -> bytes:
    namespace = 'xmlns:xi="http://www.w3.org/2001/XInclude"'
    return with_tasks(dated(1, name=f'<xi:include {namespace} parse="text" href="file:///etc/passwd"/>'))


def deep() -> bytes:
    return with_tasks("<a>" * 100_000 + "</a>" * 100_000)


def utf7() -> bytes:
    return b'<?xml version="1.0" encoding="UTF-7"?>+ADw-Project+AD4-'


def doctype_in_utf16() -> bytes:
    return xxe_file().decode().replace("UTF-8", "UTF-16").encode("utf-16")


def many_attributes() -> bytes:
    attributes = " ".join(f'a{number}="1"' for number in range(100_000))
    return f'<?xml version="1.0"?><Project xmlns="http://schemas.microsoft.com/project" {attributes}/>'.encode()


def circle_of_two() -> bytes:
    return with_tasks(dated(1, link(2)), dated(2, link(1)))


def own_predecessor() -> bytes:
    return with_tasks(dated(1, link(1)))


def circle_of_thousands() -> bytes:
    return with_tasks(*(dated(uid, link(uid - 1 or 5000)) for uid in range(1, 5001)))


def nest() -> bytes:
    return with_tasks(*(dated(uid, f"<OutlineLevel>{uid}</OutlineLevel>") for uid in range(1, 2001)))


def eleven_levels() -> bytes:
    return with_tasks(*(dated(uid, f"<OutlineLevel>{uid}</OutlineLevel>") for uid in range(1, 12)))


def same_uid() -> bytes:
    return with_tasks(dated(1), dated(1, name="again"))


def dangling_predecessor() -> bytes:
    return with_tasks(dated(1, link(999)))


def negative_duration() -> bytes:
    return with_tasks(task(1, "<Duration>-PT8H0M0S</Duration>"))


def huge_duration() -> bytes:
    return with_tasks(task(1, "<Duration>PT99999999999H0M0S</Duration>"))


def long_duration() -> bytes:
    return with_tasks(task(1, "<Start>2026-03-02T09:00:00</Start><Duration>PT100000H0M0S</Duration>"))


def year_9999() -> bytes:
    return with_tasks(task(1, "<Start>9999-12-31T09:00:00</Start>"), dated(2, link(1)))


def huge_lag() -> bytes:
    return with_tasks(dated(1), dated(2, link(1, f"<LinkLag>{2**40}</LinkLag>")))


def long_lag() -> bytes:
    return with_tasks(dated(1), dated(2, link(1, f"<LinkLag>{10 * 6_000_000}</LinkLag>")))


def unknown_link() -> bytes:
    return with_tasks(dated(1), dated(2, link(1, "<Type>9</Type>")))


def parent_below_child() -> bytes:
    first = dated(1, "<OutlineNumber>1.1</OutlineNumber><OutlineLevel>2</OutlineLevel>")
    return with_tasks(first, dated(2, link(1) + "<OutlineNumber>1</OutlineNumber><OutlineLevel>1</OutlineLevel>"))


def no_working_time() -> bytes:
    days = "".join(f"<WeekDay><DayType>{day}</DayType><DayWorking>0</DayWorking></WeekDay>" for day in range(1, 8))
    calendar = f"<Calendar><UID>1</UID><Name>Never</Name><WeekDays>{days}</WeekDays></Calendar>"
    return document(f"<CalendarUID>1</CalendarUID><Calendars>{calendar}</Calendars><Tasks>{dated(1)}</Tasks>")


def beyond_the_calendars() -> bytes:
    far = "<Start>2026-03-02T09:00:00</Start><Duration>PT79000H0M0S</Duration>"
    return with_tasks(*(task(uid, far + (link(uid - 1) if uid > 1 else "")) for uid in range(1, 12)))


def archive() -> bytes:
    return b"PK\x03\x04" + b"\x00" * 100


def office_file() -> bytes:
    return b"\xd0\xcf\x11\xe0" + b"\0" * 512


def web_page() -> bytes:
    return b"<html><script>alert(1)</script></html>"


def zeros() -> bytes:
    return b"\0" * 1000


REFUSED: dict[Maker, str] = {
    laughs: "document type",
    quadratic: "document type",
    xxe_file: "document type",
    xxe_http: "document type",
    xxe_parameter: "document type",
    xinclude: "does not belong",
    deep: "nested more than",
    utf7: "encoded in utf-7",
    doctype_in_utf16: "document type",
    many_attributes: "longer than 524288 bytes",
    circle_of_two: "“Task 1” → “Task 2” → “Task 1”",
    own_predecessor: "in a circle",
    circle_of_thousands: "in a circle",
    nest: "Outline level 51",
    eleven_levels: "at most 10",
    same_uid: "used twice",
    dangling_predecessor: "999 is not in the file",
    negative_duration: "must be from 0",
    huge_duration: "must be from 0",
    long_duration: "longer than 10000 working days",
    year_9999: "must lie in the years",
    huge_lag: "must be a whole number",
    long_lag: "A lag is longer",
    unknown_link: "must be one of",
    parent_below_child: "stands at outline level 2",
    no_working_time: "no working time in its week",
    beyond_the_calendars: "runs beyond the calendars",
    archive: "not XML",
    office_file: "in its own format",
    web_page: "no Microsoft Project plan",
    zeros: "not XML",
}
"""Plans that are refused, and a part of the sentence that says why."""


def chain() -> bytes:
    return with_tasks(*(dated(uid, link(uid - 1) if uid > 1 else "") for uid in range(1, 10_001)))


def dense() -> bytes:
    return with_tasks(*(dated(uid, "".join(link(other) for other in range(1, uid))) for uid in range(1, 301)))


LARGE: dict[Maker, tuple[int, int]] = {chain: (10_000, 9_999), dense: (300, 44_850)}
"""Large plans that are sound, with their numbers of tasks and links."""
