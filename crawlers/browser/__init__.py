"""Pages that need scripts: shown in the system's Chromium, which has no way to the network but through us."""
