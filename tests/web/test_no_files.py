"""A form is read no further than the first file in it."""

from io import BytesIO

from django.core.handlers.wsgi import WSGIRequest
from django.test import RequestFactory
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart

WORDS = encode_multipart(BOUNDARY, {"login": "alice@example.org"}).removesuffix(f"--{BOUNDARY}--\r\n".encode())
FILE = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="film"; filename="film.mp4"\r\n\r\n'.encode()


def form(body: bytes) -> tuple[WSGIRequest, BytesIO]:
    line = BytesIO(body)
    environment = RequestFactory()._base_environ(
        REQUEST_METHOD="POST", CONTENT_TYPE=MULTIPART_CONTENT, CONTENT_LENGTH=str(len(body))
    )
    return WSGIRequest({**environment, "wsgi.input": line}), line


def test_the_words_of_a_form_are_read() -> None:
    request, _ = form(WORDS + f"--{BOUNDARY}--\r\n".encode())

    assert request.POST.dict() == {"login": "alice@example.org"}


def test_a_file_in_a_form_is_neither_read_nor_kept() -> None:
    request, line = form(WORDS + FILE + bytes(5_000_000) + f"\r\n--{BOUNDARY}--\r\n".encode())

    assert request.POST.dict() == {"login": "alice@example.org"}
    assert not request.FILES
    assert line.tell() < 200_000
