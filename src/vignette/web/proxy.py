"""What a proxy says about a request is believed of the proxy alone."""

import ipaddress
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

SAID_BY_A_PROXY = ("HTTP_X_FORWARDED_PROTO", "HTTP_X_FORWARDED_FOR", "HTTP_X_FORWARDED_HOST", "HTTP_FORWARDED")


class Proxy:
    """Forgets what anybody but the proxy says about where a request came from, and how.

    What remains is a request in plain http, which an https origin answers by sending it there.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._next = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not _is_proxy(request.META.get("REMOTE_ADDR", "")):
            for header in SAID_BY_A_PROXY:
                request.META.pop(header, None)
        return self._next(request)


def _is_proxy(host: str) -> bool:
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return False
    # A socket that hears both kinds of address tells an IPv4 one as ::ffff:192.0.2.1.
    mapped = getattr(address, "ipv4_mapped", None) or address
    return any(mapped in network for network in settings.VIGNETTE_PROXY)
