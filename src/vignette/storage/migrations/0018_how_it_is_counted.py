import vignette.storage.rows.sealed
from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def _counted_anew(apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    """What was counted before has another shape: it is counted again when somebody asks, and loses no decision."""
    apps.get_model("storage", "Counting").objects.update(mark="", result="")


class Migration(migrations.Migration):

    dependencies = [
        ('storage', '0017_exemplars'),
    ]

    operations = [
        migrations.AddField(
            model_name='counting',
            name='how',
            field=vignette.storage.rows.sealed.SealedText(default=''),
        ),
        migrations.RunPython(_counted_anew, migrations.RunPython.noop),
    ]
