"""How templates name what a page loads: the stylesheet, and the islands that were built."""

import json
from functools import lru_cache
from pathlib import Path
from typing import Any

from django import template
from django.templatetags.static import static
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from vignette.web import stylesheet

register = template.Library()
BUILT = Path(__file__).parent / "static" / "built"


@register.simple_tag
def styles() -> SafeString:
    return format_html('<link rel="stylesheet" href="{}">', stylesheet.address())


@register.simple_tag
def island(name: str) -> SafeString:
    """The tags that load one island: its script, its styles, and what it needs early."""
    entry, *imported = _parts(name)
    styles = dict.fromkeys(style for part in (entry, *imported) for style in part.get("css", ()))
    if entry["file"].endswith(".css"):
        return format_html('<link rel="stylesheet" href="{}">', _built(entry["file"]))
    return format_html(
        '{}{}<script type="module" src="{}"></script>',
        format_html_join("", '<link rel="stylesheet" href="{}">', ((_built(style),) for style in styles)),
        format_html_join("", '<link rel="modulepreload" href="{}">', ((_built(part["file"]),) for part in imported)),
        _built(entry["file"]),
    )


def files_of(name: str) -> list[str]:
    """The addresses of all that one island loads: its script, what that imports, and their styles."""
    parts = _parts(name)
    return [_built(part["file"]) for part in parts] + [_built(style) for part in parts for style in part.get("css", ())]


def _parts(name: str) -> list[dict[str, Any]]:
    """The entry of this name, and after it everything that it imports."""
    manifest = _manifest()
    entry = next((each for each in manifest.values() if each.get("name") == name and each.get("isEntry")), None)
    if entry is None:
        raise template.TemplateSyntaxError(f"the timeline has no entry {name}")
    return [entry, *(manifest[key] for key in _imports(entry, manifest))]


def _imports(entry: dict[str, Any], manifest: dict[str, Any]) -> list[str]:
    """Everything `entry` imports, and everything that imports, each once."""
    found: dict[str, None] = {}
    ahead = list(entry.get("imports", ()))
    while ahead:
        key = ahead.pop(0)
        if key not in found:
            found[key] = None
            ahead += manifest[key].get("imports", ())
    return list(found)


def _built(file: str) -> str:
    return static(f"built/{file}")


@lru_cache(maxsize=1)
def _manifest() -> dict[str, Any]:
    """What the timeline's build has put where; empty where it was not built."""
    path = BUILT / "manifest.json"
    return json.loads(path.read_text()) if path.exists() else {}
