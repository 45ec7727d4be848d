"""What decides whose a feature is: clauses, coordinated lists of names, words that point back to people."""
