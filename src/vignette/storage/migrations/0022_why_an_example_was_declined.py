import vignette.storage.rows.sealed
from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def _free_places(apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    apps.get_model("storage", "Exemplar").objects.filter(answer="declined").update(place=None)


class Migration(migrations.Migration):

    dependencies = [
        ('storage', '0021_two_and_all_together'),
    ]

    operations = [
        migrations.AddField(
            model_name='exemplar',
            name='reason',
            field=vignette.storage.rows.sealed.SealedText(default=''),
        ),
        migrations.AlterField(
            model_name='exemplar',
            name='place',
            field=models.PositiveSmallIntegerField(null=True),
        ),
        migrations.AlterModelOptions(
            name='exemplar',
            options={'ordering': ('codebook', 'code', models.OrderBy(models.F('place'), nulls_last=True), 'made_at')},
        ),
        migrations.RunPython(_free_places, migrations.RunPython.noop),
    ]
