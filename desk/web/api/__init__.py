"""What programs may read, as JSON: the facts of the pages, described from the table of routes."""
