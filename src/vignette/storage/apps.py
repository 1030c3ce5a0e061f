"""The one Django app."""

from django.apps import AppConfig


class StorageConfig(AppConfig):
    name = "vignette.storage"
    label = "storage"
    default_auto_field = "django.db.models.BigAutoField"

    def import_models(self) -> None:
        """Rows live in `rows`, one file a noun."""
        self.models_module_name = "rows"
        super().import_models()
