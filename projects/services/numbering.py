"""Numbers inside a project (T12, R4): gapless in use, never given twice."""

from django.db import connection

from projects.models import Project

_RESERVE = """
    INSERT INTO projects_numbersequence (project_id, noun, last) VALUES (%s, %s, %s)
    ON CONFLICT (project_id, noun) DO UPDATE SET last = projects_numbersequence.last + excluded.last RETURNING last
"""


def next_numbers(project: Project, noun: str, count: int = 1) -> range:
    """Reserve `count` numbers. The sequence row stays locked until the transaction ends, so two writers can't meet."""
    with connection.cursor() as cursor:
        cursor.execute(_RESERVE, [project.pk, noun, count])
        last = cursor.fetchone()[0]
    return range(last - count + 1, last + 1)
