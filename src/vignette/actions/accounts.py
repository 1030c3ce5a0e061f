"""Accounts: only the operator at the machine adds them."""

import unicodedata

from django.contrib.auth import get_user_model
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from vignette.actions.act import act
from vignette.domain.errors import NotAllowed
from vignette.domain.identity import AccountId
from vignette.domain.leave import Actor, Verb
from vignette.domain.writing import turns_round
from vignette.storage import accounts
from vignette.storage.accounts import Account

SHORTEST_PASSWORD = 12
NO_ADDRESS = "This is no e-mail address: write it like ruth@example.org."
NO_NAME = "A name has 1 to 80 characters, none of which turns round what stands after it."


def add_account(
    actor: Actor, *, name: str, email: str, password: str, supervises: bool = False, is_demonstration: bool = False
) -> AccountId:
    """Let somebody sign in from now on; raises NotAllowed where their address, name or password will not do."""
    name, email = name.strip(), email.strip()
    _check(name, email, password)
    if accounts.any_demonstration() and not is_demonstration:
        raise NotAllowed("This is the demonstration: choose an empty VIGNETTE_HOME for real work.")
    account = AccountId.new()
    with act(actor, Verb.ADD_ACCOUNT, account):
        accounts.add(
            account, name=name, email=email, password=password, supervises=supervises, is_demonstration=is_demonstration
        )
    return account


def who(account: AccountId) -> Account:
    """The account of somebody who is signed in."""
    return accounts.load(account)


def has_demonstration() -> bool:
    """Whether the made-up family and its people are in this installation."""
    return accounts.any_demonstration()


def _check(name: str, email: str, password: str) -> None:
    """The same rules as when somebody changes their password on the page, each with one sentence."""
    if any(unicodedata.category(each) == "Cc" or turns_round(each) for each in name):
        raise NotAllowed(NO_NAME)
    if len(password) < SHORTEST_PASSWORD:
        raise NotAllowed(f"A password has at least {SHORTEST_PASSWORD} characters.")
    somebody = get_user_model()(name=name, email=email)
    try:
        somebody.clean_fields(exclude=["password"])
    except ValidationError as error:
        raise NotAllowed(NO_ADDRESS if "email" in error.message_dict else NO_NAME) from error
    try:
        validate_password(password, somebody)
    except ValidationError as error:
        raise NotAllowed(error.messages[0]) from error
