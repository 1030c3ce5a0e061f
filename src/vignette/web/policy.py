"""What a page of ours may load, and from where: from the site itself, and from nowhere else."""


def content_security_policy(*, media: str = "'self' blob:") -> str:
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
