"""Whether the record of who did what is whole."""

from vignette.storage import audit
from vignette.storage.audit import Verdict


def verify(ends_with: str = "") -> Verdict:
    """Check the whole chain of audit lines; `ends_with` is the last hash that was written down elsewhere."""
    return audit.verify(ends_with)
