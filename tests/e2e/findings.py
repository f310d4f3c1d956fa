"""What axe, a look at the width and the console find wrong with pages, in two themes and two widths."""

from collections.abc import Callable, Iterable

from playwright.sync_api import Page, expect

from tests.e2e.axe import overflow, violations
from tests.e2e.walk import Visit

DESK, PHONE = 1440, 390
LOOKS = [("light", DESK), ("dark", PHONE), ("dark", DESK), ("light", PHONE)]


def findings(page: Page, sign_in: Callable[[object], None], visits: Iterable[Visit]) -> list[str]:
    """All complaints about the pages, each with its address and look. Every fifth page is seen in all four looks."""
    found, signed_in = [], None
    for number, (person, path) in enumerate(visits):
        if person != signed_in:
            page.context.clear_cookies()
            if person:
                sign_in(person)
            signed_in = person
        found += [f"{path} {finding}" for finding in seen(page, path, LOOKS if number % 5 == 0 else LOOKS[:2])]
    page.complaints.clear()  # they stand in the list now
    return found


def seen(page: Page, path: str, looks: list[tuple[str, int]]) -> Iterable[str]:
    answer = page.goto(path, wait_until="load")
    # Panels that the page fetches itself.
    expect(page.locator("[hx-get].htmx-request")).to_have_count(0, timeout=30_000)
    if answer and not answer.ok:  # an error page is meant here; the browser reports its status
        page.complaints[:] = [text for text in page.complaints if f"status of {answer.status}" not in text]
    if (headings := page.locator("h1:visible").count()) != 1:
        yield f"has {headings} main headings"
    for theme, width in looks:
        page.emulate_media(color_scheme=theme, reduced_motion="reduce")
        show_all(page, width)
        look = f"{theme} {width}"
        yield from (f"{look} {violation}" for violation in violations(page))
        if wider := overflow(page):
            yield f"{look} is {wider} px too wide"
    yield from page.complaints
    page.complaints.clear()


def show_all(page: Page, width: int) -> None:
    """Make the window as tall as the page: the bar at the foot of a form then covers none of its fields."""
    page.set_viewport_size({"width": width, "height": 900})
    page.set_viewport_size({"width": width, "height": page.evaluate("document.documentElement.scrollHeight")})
