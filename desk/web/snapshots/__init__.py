"""Pages as they were captured: made safe to look at, with the words that claims quote marked on them."""
