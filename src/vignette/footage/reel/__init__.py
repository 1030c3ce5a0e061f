"""A reel: what its score says, cut out of the films, and not one picture or sample from outside the clips."""
