"""Text search over tasks: an index where the database can make one (PostgreSQL); elsewhere the search reads the rows."""

from django.db import migrations

INDEX = """
CREATE INDEX task_words ON planning_task USING gin (
    to_tsvector('simple'::regconfig, COALESCE(name, '') || ' ' || COALESCE(description, ''))
)
"""


def add_index(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(INDEX)


def drop_index(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP INDEX task_words")


class Migration(migrations.Migration):
    dependencies = [("planning", "0001_initial")]
    operations = [migrations.RunPython(add_index, drop_index)]
