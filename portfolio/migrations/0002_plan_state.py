"""A plan that has not changed since it was scheduled need not be scheduled again."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("portfolio", "0001_initial")]
    operations = [
        migrations.AddField(
            model_name="projectfigures",
            name="plan_state",
            field=models.CharField(blank=True, max_length=32, verbose_name="state of the plan when it was scheduled"),
        ),
    ]
