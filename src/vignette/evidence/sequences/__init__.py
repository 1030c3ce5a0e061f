"""What follows what in a coding, how often, how long and how soon: pure arithmetic on sorted arrays.

Everything is half-open, and nothing is counted across what was not looked at.
"""
