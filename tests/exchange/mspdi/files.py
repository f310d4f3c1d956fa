"""Small MSPDI files, and the names of the reference plans."""

NAMESPACE = "http://schemas.microsoft.com/project"
DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>'
REFERENCE_PLANS = (
    "actual-task-properties",
    "alap-constraint",
    "enterprise-fields-mspdi",
    "home-move-plan",
    "legacy-sample-mspdi",
    "libreplan-dependencies",
    "mpp14-baseline-progress",
    "mspdi-relations",
    "multi-baselines-mspdi",
    "new-product-dev",
    "new-product-projectlibre",
    "recurring-calendar-exceptions",
    "resource-cost-rates-mspdi",
    "slack9-must-finish-on",
    "task-calendars",
    "task-links-2003-mspdi",
    "task-links-2013-mspdi",
    "timephased-segments-mspdi",
)


def document(body: str = "", head: str = "") -> bytes:
    return f'{DECLARATION}{head}<Project xmlns="{NAMESPACE}">{body}</Project>'.encode()


def with_tasks(*tasks: str) -> bytes:
    return document(f"<Tasks>{''.join(tasks)}</Tasks>")


def with_calendars(*calendars: str) -> bytes:
    return document(f"<Calendars>{''.join(calendars)}</Calendars>")


def task(uid: int, inner: str = "", name: str = "") -> str:
    return f"<Task><UID>{uid}</UID><ID>{uid}</ID><Name>{name or f'Task {uid}'}</Name>{inner}</Task>"


def link(predecessor: int, inner: str = "") -> str:
    return f"<PredecessorLink><PredecessorUID>{predecessor}</PredecessorUID>{inner}</PredecessorLink>"


def calendar(inner: str = "", uid: int = 1) -> str:
    return f"<Calendar><UID>{uid}</UID><Name>Shop</Name><IsBaseCalendar>1</IsBaseCalendar>{inner}</Calendar>"
