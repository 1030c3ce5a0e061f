"""Projects of BORIS (Friard & Gamba 2016, doi:10.1111/2041-210X.12584), .boris and .boris.gz, in and out.

What the two hold differently: BORIS knows a state as two rows, its beginning and its end, which alternate in time by
subject, behaviour and modifiers. So it holds states that touch, and cannot hold two of the same that overlap. It opens
times to the microsecond as we write them, and counts with them rounded to the millisecond.
"""

from vignette.exchange.boris.reading import read_boris
from vignette.exchange.boris.writing import lost_in_boris, write_boris

__all__ = ["lost_in_boris", "read_boris", "write_boris"]
