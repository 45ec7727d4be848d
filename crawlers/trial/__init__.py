"""A first polite look at a site, from which a source's description is proposed; nothing is kept."""
