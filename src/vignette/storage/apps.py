"""The one Django app."""

from importlib import import_module

from django.apps import AppConfig


class StorageConfig(AppConfig):
    name = "vignette.storage"
    label = "storage"
    default_auto_field = "django.db.models.BigAutoField"

    def import_models(self) -> None:
        """Rows live in `rows`, one file a noun."""
        super().import_models()
        self.models_module = import_module("vignette.storage.rows")
