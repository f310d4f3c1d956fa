"""The table that holds the same figures as a chart, for everybody who would rather read than look."""

from collections.abc import Sequence

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from ecompm.core.ui import marks


def twin(caption: str, heads: Sequence[object], rows: Sequence[Sequence[object]], *, csv_url: str = "") -> SafeString:
    """A folded table: the first cell of a row is its name, the others are figures. `csv_url` adds the download."""
    head = format_html_join(
        "", '<th scope="col"{}>{}</th>', ((_right(index), word) for index, word in enumerate(heads))
    )
    body = format_html_join("", "<tr>{}</tr>", ((_row(row),) for row in rows))
    download = format_html('<a class="small" href="{}" download>CSV</a>', csv_url) if csv_url else ""
    return format_html(
        '<details class="twin"><summary>{}{}</summary><div class="dt-wrap"><table class="dt flush">'
        '<caption class="sr">{}</caption>'
        "<thead><tr>{}</tr></thead><tbody>{}</tbody></table></div>{}</details>",
        marks.icon("list", css="s"),
        _("Same figures as a table"),
        caption,
        head,
        body,
        download,
    )


def _right(index: int) -> SafeString:
    return SafeString(' class="r"') if index else SafeString()


def _row(row: Sequence[object]) -> SafeString:
    cells = format_html_join("", '<td class="r num">{}</td>', ((cell,) for cell in row[1:]))
    return format_html('<th scope="row">{}</th>{}', row[0], cells)
