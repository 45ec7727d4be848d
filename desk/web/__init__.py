"""The desk: where people look at what was read, decide, search and count, in a browser on this machine."""
