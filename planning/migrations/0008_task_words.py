"""The words of a task are stored beside it (PostgreSQL), so that a search need not take every description apart.

No field of the model stands for the column: nothing but the search reads it (`planning.querysets`).
"""

from django.db import migrations

COLUMN = """
ALTER TABLE planning_task ADD COLUMN words tsvector
    GENERATED ALWAYS AS (to_tsvector('simple'::regconfig, name || ' ' || description)) STORED
"""
EXPRESSION = "to_tsvector('simple'::regconfig, COALESCE(name, '') || ' ' || COALESCE(description, ''))"


def store_words(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP INDEX task_words")
        schema_editor.execute(COLUMN)
        schema_editor.execute("CREATE INDEX task_words ON planning_task USING gin (words)")


def drop_words(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("ALTER TABLE planning_task DROP COLUMN words")
        schema_editor.execute(f"CREATE INDEX task_words ON planning_task USING gin ({EXPRESSION})")


class Migration(migrations.Migration):
    dependencies = [("planning", "0007_task_indexes")]
    operations = [migrations.RunPython(store_words, drop_words)]
