"""What a person may do, one file per step of the journey; `act` is the only way to do it."""
