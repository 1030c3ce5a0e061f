"""From two films to how they lie beside each other in time: footage and signals, in one walk."""
