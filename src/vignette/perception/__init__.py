"""What models see and hear: faces in a frame, voices in a stretch of sound."""
