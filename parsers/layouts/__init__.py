"""Pages that are read by their structure: cards, registers, channels, feeds; articles are the rest."""
