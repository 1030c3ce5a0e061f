"""Everything that touches a film's bytes: probing, pictures, sound, stills, playable films and reels."""
