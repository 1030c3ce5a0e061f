"""No form of ours sends a file: films come in pieces, and are sealed as they come."""

from typing import Any

from django.core.files.uploadhandler import FileUploadHandler, StopUpload


class NoFiles(FileUploadHandler):
    """Stops reading a form at the first file in it, so that nobody writes to our disk or memory through a form.

    Without any handler, Django would read the whole form into memory in one piece.
    """

    def new_file(self, *_arguments: Any, **_details: Any) -> None:
        raise StopUpload(connection_reset=True)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        return None

    def file_complete(self, file_size: int) -> None:
        return None
