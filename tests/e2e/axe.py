"""Accessibility of a page as axe-core judges it: WCAG 2.2 A and AA, and its best practices."""

from pathlib import Path

from playwright.sync_api import Page

_SCRIPT = next(Path(__file__).resolve().parents[1].glob("vendor/axe-core-*/axe.min.js"))
_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def violations(page: Page, *, within: str = "") -> list[str]:
    """What is wrong on the page, or inside a selector: one line per element with its rule; empty when all is well."""
    come_to_rest(page)
    complaints: list[str] = getattr(page, "complaints", [])
    hear_out(page)
    own = len(complaints)
    if not page.evaluate("!!window.axe"):
        page.evaluate(_SCRIPT.read_text(encoding="utf-8"))
    found = page.evaluate(
        "([within, rules]) => axe.run(within || document, { runOnly: rules, resultTypes: ['violations'] })",
        [within, _RULES],
    )
    hear_out(page)
    del complaints[own:]  # axe measures with inline styles, and the CSP says so
    return [
        f"{violation['id']}: {' '.join(map(str, node['target']))} – {violation['help']}"
        for violation in found["violations"]
        for node in violation["nodes"]
    ]


def come_to_rest(page: Page) -> None:
    """Wait until a theme or width that has just changed is painted, so that no colour on its way is judged."""
    page.evaluate("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
    page.wait_for_function("document.getAnimations().every(each => each.playState !== 'running')")


def hear_out(page: Page) -> None:
    """Wait until everything that the page has logged so far has arrived here."""
    with page.expect_console_message(lambda message: message.text == "heard out"):
        page.evaluate("console.info('heard out')")


def overflow(page: Page) -> int:
    """Pixels by which the page is wider than the window; 0 when nothing makes it scroll sideways."""
    return page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
