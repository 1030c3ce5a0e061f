"""No form of ours sends a film: films come in pieces, and are sealed as they come. A few send one small file."""

from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler, StopUpload
from django.http import HttpRequest

from vignette.actions.bringing import LARGEST
from vignette.web.rules import RULES


class NoFiles(FileUploadHandler):
    """Stops reading a form at the first file in it, so that nobody writes to our disk or memory through a form.

    Where the rule of an address says that it takes a file, somebody signed in may send one, up to `LARGEST` bytes; it
    stays in memory. Without any handler, Django would read the whole form into memory in one piece.
    """

    def new_file(self, *arguments: Any, **details: Any) -> None:
        if not _may_send(self.request) or self._is_taken():
            raise StopUpload(connection_reset=True)
        super().new_file(*arguments, **details)
        self._content = BytesIO()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        if start + len(raw_data) > LARGEST:
            raise StopUpload(connection_reset=False)
        self._content.write(raw_data)

    def file_complete(self, file_size: int) -> InMemoryUploadedFile:
        self._content.seek(0)
        return InMemoryUploadedFile(
            self._content, self.field_name, self.file_name or "", self.content_type, file_size, self.charset
        )

    def _is_taken(self) -> bool:
        return hasattr(self, "_content")


def _may_send(request: HttpRequest | None) -> bool:
    if request is None or request.resolver_match is None:
        return False
    rule = RULES.get(request.resolver_match.view_name)
    return rule is not None and rule.takes_file and request.user.is_authenticated
