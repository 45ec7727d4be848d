"""Follow links, keep pages; never read a name."""
