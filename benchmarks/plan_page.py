"""How fast the plan page is in a browser: opening 5,000 rows, scrolling them, and the answer to a drag among 1,000.

    python -m benchmarks.plan_page [ROWS [TASKS]]

Prints one JSON line a figure: name, ours, unit, goal, load (of the machine, in the last minute). A PostgreSQL database
of its own is filled, the product serves it, Chromium opens it. "open" ends when the first rows and bars are painted;
"drag" begins when the pointer lets go and ends when the new dates are on the screen; "answer" is the part of it that
the server takes, "CPU" what server and page computed for it, which a busy machine disturbs little: of the page's main
thread all of it, and what of that were scripts and what was layout with styles. "bytes" are those of the answer. Times
are medians; while scrolling, frames are counted by the time between them.
"""

import contextlib
import json
import os
import statistics
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks.copies import ROOT, Served, database, environment, folder, load, served
from tests.services.browser import _FLAGS, find_chromium

TRIES, DAY = 7, 24
SEED = "import json; from benchmarks.plan_page_app import seed; print(json.dumps(seed({sizes})))"

PAINTED = """() => new Promise((done) => {
    const [page] = performance.getEntriesByType("navigation");
    requestAnimationFrame(() => setTimeout(() => done(performance.now() - page.startTime)));
})"""

SCROLLED = """() => new Promise((done) => {
    const box = document.querySelector(".plan");
    const gaps = [];
    let before = performance.now();
    const step = (now) => {
        gaps.push(now - before);
        before = now;
        box.scrollTop += 140;
        if (gaps.length < 240) requestAnimationFrame(step);
        else done(gaps.slice(5).sort((a, b) => a - b));
    };
    requestAnimationFrame(step);
})"""

WATCH = """() => {
    window.answered = new Promise((done) => {
        addEventListener("pointerup", () => { window.released = performance.now(); }, { once: true, capture: true });
        document.addEventListener("plan:drawn", () =>
            requestAnimationFrame(() => setTimeout(() => done(performance.now() - window.released))), { once: true });
    });
}"""


class Work:
    """CPU milliseconds of application, database and the page's main thread since it was made."""

    def __init__(self, page: Page, side: Served) -> None:
        self._client, self._side = page.context.new_cdp_session(page), side
        self._client.send("Performance.enable", {"timeDomain": "threadTicks"})
        self._began = self._now()

    def page(self) -> tuple[float, ...]:
        """Milliseconds of the page's main thread, its scripts, and layout with styles. They begin anew with a page."""
        metrics = {one["name"]: one["value"] for one in self._client.send("Performance.getMetrics")["metrics"]}
        task, script = metrics["TaskDuration"], metrics["ScriptDuration"]
        layout = metrics["LayoutDuration"] + metrics["RecalcStyleDuration"]
        return 1000 * task, 1000 * script, 1000 * layout

    def _now(self) -> tuple[float, ...]:
        return sum(self._side.cpu()), *self.page()

    def report(self, name: str, count: int, goal: float) -> None:
        """Of work that was done `count` times on one page."""
        used = (now - began for now, began in zip(self._now(), self._began, strict=True))
        report_cpu(name, [total / count for total in used], goal)

    def report_pages(self, name: str, pages: list[tuple[float, ...]], goal: float) -> None:
        """Of pages that were opened; `pages` are what `page` gave at the end of each."""
        server = (sum(self._side.cpu()) - self._began[0]) / len(pages)
        report_cpu(name, [server, *map(statistics.median, zip(*pages, strict=True))], goal)


def report_cpu(name: str, used: list[float], goal: float) -> None:
    for what, ours in zip(("server", "page", "page: script", "page: layout"), used, strict=True):
        report(f"{name}, CPU of the {what}", ours, "ms CPU", goal)


def report(name: str, ours: float, unit: str, goal: float) -> None:
    line = {"name": f"plan.{name}", "ours": round(ours, 1), "unit": unit, "goal": goal, "load": load()}
    print(json.dumps(line), flush=True)


def open_page(browser: Browser, address: str, session: str) -> Page:
    context = browser.new_context(base_url=address, viewport={"width": 1440, "height": 900})
    context.add_cookies([{"name": "sessionid", "value": session, "url": address}])
    return context.new_page()


def opening(page: Page, side: Served, key: str, rows: int) -> None:
    """The time from asking for the page to its first rows on the screen."""
    page.goto(f"/projects/{key}/plan/", wait_until="load")  # files of the product are in the cache from here on
    times, pages, work = [], [], Work(page, side)
    for _ in range(TRIES):
        page.goto(f"/projects/{key}/plan/", wait_until="load")
        page.locator("#bars-0 g").first.wait_for(state="attached")
        times.append(page.evaluate(PAINTED))
        pages.append(work.page())
    report(f"open: {rows} rows", statistics.median(times), "ms", 1000)
    work.report_pages(f"open: {rows} rows", pages, 1000)


def scrolling(page: Page, rows: int) -> None:
    """The time between frames while 240 steps of five rows are scrolled, blocks being fetched on the way."""
    gaps = page.evaluate(SCROLLED)
    report(f"scroll: {rows} rows, median frame", statistics.median(gaps), "ms", 17)
    report(f"scroll: {rows} rows, slowest of 20 frames", gaps[int(len(gaps) * 0.95)], "ms", 34)


def dragging(page: Page, side: Served, key: str, tasks: int) -> None:
    """The time from letting a bar go to the new dates, and how much of it is the server's."""
    page.goto(f"/projects/{key}/plan/?zoom=day", wait_until="load")
    whole, answers, sizes, work = [], [], [], Work(page, side)
    for turn in range(2 * TRIES):
        page.evaluate("document.querySelector('.plan').scrollTo(0, 0)")
        page.evaluate(WATCH)
        with page.expect_response("**/cell/**") as answer:
            pull(page, 1 if turn % 2 == 0 else -1)
        whole.append(page.evaluate("window.answered"))
        answer.value.finished()
        sizes.append(len(answer.value.body()))
        timing = answer.value.request.timing
        answers.append(timing["responseStart"] - timing["requestStart"])
    report(f"drag: {tasks} tasks", statistics.median(whole), "ms", 150)
    report(f"drag: {tasks} tasks, answer of the server", statistics.median(answers), "ms", 150)
    report(f"drag: {tasks} tasks, bytes of the answer", statistics.median(sizes), "bytes", 20_000)
    work.report(f"drag: {tasks} tasks", len(whole), 150)


def pull(page: Page, days: int) -> None:
    """Drag the first bar by some days with the mouse."""
    box = page.locator('.plan-right g[data-n="1"] :is(.bar, .crit)').first.bounding_box()
    assert box
    x, y = box["x"] + min(box["width"] / 2, 10), box["y"] + 6
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + days * DAY, y, steps=3)
    page.mouse.up()


@contextlib.contextmanager
def chromium() -> Iterator[Browser]:
    path = find_chromium()
    if path is None:
        raise SystemExit("This benchmark needs Chromium.")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=_FLAGS)
        yield browser
        browser.close()


def seeded(settings: dict[str, str], sizes: list[int]) -> dict[str, Any]:
    command = [sys.executable, "-c", SEED.format(sizes=sizes)]
    done = subprocess.run(command, cwd=ROOT, env=settings, check=True, stdout=subprocess.PIPE, text=True)
    return dict(json.loads(done.stdout.splitlines()[-1]))


def main(rows: int = 5000, tasks: int = 1000) -> None:
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with contextlib.ExitStack() as stack:
        path = stack.enter_context(folder())
        settings = environment(stack.enter_context(database("plan_page")), path)
        world = seeded(settings, [rows, tasks])
        side = stack.enter_context(served("benchmarks.plan_page_app", settings))
        browser = stack.enter_context(chromium())
        page = open_page(browser, f"http://127.0.0.1:{side.port}", world["session"])
        large, small = world["keys"]
        opening(page, side, large, rows)
        scrolling(page, rows)
        dragging(page, side, small, tasks)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
