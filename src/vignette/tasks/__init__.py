"""Background work: a worker claims one piece after another and does it by calling one action."""
