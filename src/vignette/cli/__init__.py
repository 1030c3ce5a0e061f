"""The command line: the same actions, for whoever sits at the machine itself."""
