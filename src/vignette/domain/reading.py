"""A file that is put together while it is read."""

import io
import os


class PlacedReader(io.RawIOBase):
    """A read-only file of `size` bytes that knows its place in them; where the bytes come from is up to its kind."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._position = 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = os.SEEK_SET, /) -> int:
        position = offset + {os.SEEK_SET: 0, os.SEEK_CUR: self._position, os.SEEK_END: self._size}[whence]
        if position < 0:
            raise ValueError(f"cannot seek to {position}")
        self._position = position
        return position

    def tell(self) -> int:
        return self._position
