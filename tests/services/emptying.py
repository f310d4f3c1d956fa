"""Rows that a test with real transactions leaves are deleted table by table, and only where there are any.

Django's own way truncates every table and then makes each content type and permission anew: half a second for a test
that wrote a dozen rows. These rows are the same for every test, so they stay.
"""

from django.db import connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.test import TransactionTestCase

STAYING = {"django_migrations", "django_content_type", "auth_permission"}


def pytest_configure() -> None:
    TransactionTestCase._fixture_teardown = empty_databases  # type: ignore[method-assign]


def empty_databases(case: TransactionTestCase) -> None:
    """References are checked when the transaction ends, so that the tables may be emptied in any order."""
    for alias in case._databases_names(include_mirrors=False):
        with transaction.atomic(using=alias):
            delete_rows(connections[alias])


def delete_rows(connection: BaseDatabaseWrapper) -> None:
    tables = sorted({*connection.introspection.django_table_names(only_existing=True, include_views=False)} - STAYING)
    names = {table: connection.ops.quote_name(table) for table in tables}
    found = " UNION ALL ".join(f"SELECT '{table}' WHERE EXISTS (SELECT 1 FROM {names[table]})" for table in tables)
    with connection.cursor() as cursor:
        cursor.execute(found)
        for (table,) in cursor.fetchall():
            cursor.execute(f"DELETE FROM {names[table]}")
