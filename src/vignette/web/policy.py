"""What a page of ours may load, and from where: from the site itself, and from nowhere else."""

from django.http import HttpResponse


def content_security_policy(*, media: str = "'self'") -> str:
    """The policy of a page whose sound and moving pictures come from `media`."""
    return "; ".join(
        (
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self'",
            "img-src 'self'",
            f"media-src {media}",
            "font-src 'self'",
            "connect-src 'self'",
            "manifest-src 'self'",
            "form-action 'self'",
            "frame-ancestors 'none'",
            "base-uri 'none'",
        )
    )


def holding_sound_and_film(page: HttpResponse) -> HttpResponse:
    """The same page, which may play what lies in its own memory: a whole reel, or a voice note before it is sent."""
    page.headers["Content-Security-Policy"] = content_security_policy(media="'self' blob:")
    return page
