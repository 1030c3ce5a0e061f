"""A family that a guider opens, and the consents of the two in it."""

from playwright.sync_api import Page, expect


def open_family(page: Page, called: str, *, client: str, partner: str, question: str = "") -> str:
    """The address of the family."""
    page.goto("/families/new")
    page.get_by_label("What you call this family").fill(called)
    page.get_by_label("The client").fill(client)
    page.get_by_label("The partner").fill(partner)
    page.get_by_label("The helping question").fill(question)
    page.get_by_role("button", name="Add this family").click()
    page.wait_for_url("**/families/*-*")
    return page.url


def agree_to_filming(page: Page, family: str, *names: str) -> None:
    """Each of them agrees to be filmed and to nothing else, as the first of them says."""
    page.goto(f"{family}/consents")
    for name in names:
        page.get_by_role("article", name=name).get_by_role("checkbox").first.check()
        _record(page, name, names[0])


def agree_to_all(page: Page, family: str, *names: str) -> None:
    """Each of them agrees to everything that is asked, as the first of them says."""
    page.goto(f"{family}/consents")
    for name in names:
        for purpose in page.get_by_role("article", name=name).get_by_role("checkbox").all():
            purpose.check()
        _record(page, name, names[0])


def _record(page: Page, name: str, says: str) -> None:
    card = page.get_by_role("article", name=name)
    card.get_by_label("Who gave this agreement?").fill(says)
    card.get_by_role("button", name="Record this").click()
    expect(page.get_by_role("article", name=name).get_by_text(f"{says} said so on").first).to_be_visible()
