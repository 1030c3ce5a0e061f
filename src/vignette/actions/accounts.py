"""Accounts: only the operator at the machine adds them."""

from vignette.actions.act import act
from vignette.domain.errors import NotAllowed
from vignette.domain.identity import AccountId
from vignette.domain.leave import Actor, Verb
from vignette.storage import accounts
from vignette.storage.accounts import Account

SHORTEST_PASSWORD = 12


def add_account(
    actor: Actor, *, name: str, email: str, password: str, supervises: bool = False, is_demonstration: bool = False
) -> AccountId:
    """Let somebody sign in from now on."""
    if len(password) < SHORTEST_PASSWORD:
        raise NotAllowed(f"A password has at least {SHORTEST_PASSWORD} characters.")
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
