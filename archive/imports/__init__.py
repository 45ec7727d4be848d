"""Takes in captures that others made, with their provenance; docs/import.md says how."""
