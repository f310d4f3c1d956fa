"""Serving stored files: always as a download, never as a page of ours."""

from django.http import FileResponse

from projects.models import Attachment


def download(attachment: Attachment) -> FileResponse:
    """The bytes of an attachment under its name. No browser runs or shows it in our origin."""
    response = FileResponse(
        attachment.file.open("rb"),
        as_attachment=True,
        filename=attachment.name,
        content_type="application/octet-stream",
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["Cache-Control"] = "private, no-cache"
    return response
