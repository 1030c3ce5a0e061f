"""Dangerous work, done where it can harm nobody: in a process that is shut off from everything but its own film."""
