"""What the site asks of the parts that sign people in."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]  # the package has no types
    """Nobody signs up by themselves, and signing in leaves no message to click away."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def add_message(self, *arguments: Any, **details: Any) -> None:
        return None
