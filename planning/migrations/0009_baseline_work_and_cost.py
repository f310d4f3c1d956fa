from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("planning", "0008_task_words")]
    operations = [
        migrations.AddField(
            model_name="baseline",
            name="source_number",
            field=models.PositiveSmallIntegerField(editable=False, null=True, verbose_name="number in its source"),
        ),
        migrations.AddField(
            model_name="baselinetask",
            name="work",
            field=models.PositiveBigIntegerField(help_text="Working minutes.", null=True, verbose_name="work"),
        ),
        migrations.AddField(
            model_name="baselinetask",
            name="cost",
            field=models.DecimalField(decimal_places=2, max_digits=14, null=True, verbose_name="cost"),
        ),
    ]
