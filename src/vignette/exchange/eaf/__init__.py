"""ELAN's annotation format (.eaf): any 2.x and 3.0 in, 3.0 out.

Sources: the published schema EAFv3.0.xsd, and "ELAN Annotation Format" of the Max Planck Institute in Nijmegen.
"""

from vignette.exchange.eaf.reading import read_eaf
from vignette.exchange.eaf.writing import lost_in_eaf, write_eaf

__all__ = ["lost_in_eaf", "read_eaf", "write_eaf"]
