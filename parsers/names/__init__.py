"""Names of people: found in any case and order, put into the nominative, joined into people."""
