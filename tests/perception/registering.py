"""Models put where an operator puts them."""

from hashlib import sha256
from pathlib import Path

from tests.perception.small_models import LETTERS
from vignette.perception.registry import Models, registered

LETTERS_FILE, WRITTEN = "letters.txt", "\n".join(LETTERS).encode()


def entry(kind: str, file: str, content: bytes, **changes: str) -> str:
    words = {"kind": kind, "name": f"small {kind}", "file": file, "sha256": sha256(content).hexdigest()} | changes
    return "[[model]]\n" + "".join(f'{name} = "{value}"\n' for name, value in words.items())


def put(folder: Path, kind: str, content: bytes, *, letters: bytes = WRITTEN, **changes: str) -> Models:
    """Register one model in `folder`; one for words has its letters beside it."""
    return put_all(folder, {kind: content}, letters=letters, **changes)


def put_all(folder: Path, contents: dict[str, bytes], *, letters: bytes = WRITTEN, **changes: str) -> Models:
    """Register a model of each kind in `folder`."""
    entries = []
    for kind, content in contents.items():
        (folder / f"{kind}.model").write_bytes(content)
        named = {"letters": LETTERS_FILE, "letters_sha256": sha256(letters).hexdigest()} if kind == "words" else {}
        entries.append(entry(kind, f"{kind}.model", content, **named | changes))
    (folder / LETTERS_FILE).write_bytes(letters)
    (folder / "models.toml").write_text("\n".join(entries))
    return registered(folder)
