import json
import uuid
from typing import Any

import django.db.models.deletion
from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

import vignette.storage.rows.sealed


def _a_row_each(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Every line of a transcript, which lay in one text, is a row."""
    transcripts: Any = apps.get_model("storage", "Transcript")
    for row in transcripts.objects.all():
        for told in json.loads(row.words or "[]"):
            made = _row(apps, row, told)
            made.key_holder = row.family_id
            made.save(force_insert=True)
    # PostgreSQL changes no table of which something is still to be checked.
    editor.connection.check_constraints()


def _row(apps: Apps, transcript: Any, told: list[Any]) -> Any:
    which, start, end, person, words = told
    its = {"family_id": transcript.family_id, "film_id": transcript.film_id, "number": transcript.number}
    line = apps.get_model("storage", "TranscriptLine")
    return line(id=uuid.UUID(which), start=start, end=end, person_id=person, words=words, **its)


class Migration(migrations.Migration):

    dependencies = [
        ('storage', '0022_why_an_example_was_declined'),
    ]

    operations = [
        migrations.CreateModel(
            name='TranscriptLine',
            fields=[
                ('id', models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ('start', models.BigIntegerField()),
                ('end', models.BigIntegerField()),
                ('words', vignette.storage.rows.sealed.SealedText()),
                ('number', models.PositiveIntegerField()),
                ('family', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='storage.family')),
                ('film', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='storage.film')),
                ('person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='storage.person')),
            ],
            options={
                'db_table': 'transcript_line',
                'ordering': ('start', 'end', 'pk'),
                'indexes': [models.Index(fields=['film', 'start', 'end'], name='transcript_line_in_time')],
            },
        ),
        migrations.RunPython(_a_row_each, migrations.RunPython.noop),
        migrations.RemoveField(
            model_name='transcript',
            name='words',
        ),
    ]
