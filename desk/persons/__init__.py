"""Persons: who the mentions are, what is known of each and by whose words, and every change of it."""
