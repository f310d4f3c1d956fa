"""Indexes in the order of boards, so that one costs the same however long the project is."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("planning", "0006_resources")]
    operations = [
        migrations.RemoveIndex(model_name="task", name="task_on_board"),
        migrations.AddIndex(
            model_name="task",
            index=models.Index(
                condition=models.Q(("is_summary", False)),
                fields=["project", "status", "board_position", "id"],
                name="task_on_board",
            ),
        ),
        migrations.AddIndex(
            model_name="task",
            index=models.Index(
                condition=models.Q(("is_summary", False), ("status", "done")),
                fields=["project", "-status_since", "-id"],
                name="task_done_newest",
            ),
        ),
    ]
