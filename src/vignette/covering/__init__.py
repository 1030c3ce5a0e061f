"""From somebody in a box to where they are in the rest of a clip: footage and perception, in one walk."""
