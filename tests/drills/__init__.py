"""Drills: a film is sent while what serves it is killed, or its disk fills up, at moments that a seed decides.

    python -m tests.drills --kills 200 --full 50

Each drill has a home of its own with one guider and one family. However often something dies, in the end the film is
ready, byte for byte the one that was sent, everything was published once, and nothing of it lies anywhere in the clear.
"""
