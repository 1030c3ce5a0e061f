"""How long an answer may take in a sequence, where nobody says otherwise, with where these times come from."""

from vignette.domain.span import SECOND, Micros

WINDOW = Micros(2 * SECOND)
"""For a reception: parents answer infants in 1 to 2 s (Keller and others 1999, after Striano)."""
WINDOWS = (Micros(SECOND), WINDOW, Micros(3 * SECOND), Micros(5 * SECOND))
"""Strict; usual; what infants still take as an answer (Striano); the turn of a toddler's talk (LENA)."""
REPAIR_WINDOW = Micros(5 * SECOND)
"""For mending a missed initiative: matched states come back in 3 to 5 s (Tronick and Cohn 1989)."""
