"""Sealed files and texts, keys, tokens and the audit chain: bytes in, bytes out, and no idea whose they are.

What it promises: whoever holds the stored bytes but not the key learns their lengths and no more, and cannot change,
shorten, extend, reorder or exchange them without `Sealed` being raised. What it does not promise: whoever can read the
memory or the key file of the running program has everything, and an older copy of a whole sealed thing, put back in
its own place, still opens.
"""
