"""Whether a page can be used by everybody, as axe-core judges it."""

from axe_playwright_python.base import AXE_SCRIPT  # type: ignore[import-untyped]  # it carries no types
from playwright.sync_api import Page

# A colour on its way to another is put where it goes; what was found to be well is not brought back, for it is long.
_JUDGED = """() => {
  for (const each of document.getAnimations()) if (each instanceof CSSTransition) each.finish()
  return axe.run({ resultTypes: ['violations'] }).then(({ violations }) =>
    violations.map(({ id, nodes }) => `${id} at ${nodes[0].target}`))
}"""


def faults(page: Page) -> list[str]:
    """Each fault that axe-core finds on the page as it is now, with the first place where it is."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    found: list[str] = page.evaluate(_JUDGED)
    return found
