"""Which mentions are one man: name keys, blocking, a Splink model's weights, average-linked clusters."""
