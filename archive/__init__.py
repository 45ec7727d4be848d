"""Keep, find, prove: WARC files, SQLite, the log."""
