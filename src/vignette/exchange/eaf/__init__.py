"""ELAN's annotation format (.eaf): any 2.x and 3.0 in, 3.0 out.

Sources: the published schema EAFv3.0.xsd, and "ELAN Annotation Format" of the Max Planck Institute in Nijmegen.
"""

from vignette.exchange.eaf.reading import read_eaf
from vignette.exchange.eaf.writing import write_eaf

__all__ = ["read_eaf", "write_eaf"]
