"""How soldiers serve: ranks, units, recruitment, and what they did before; each a grammar of its own."""
