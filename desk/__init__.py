"""What people do with the archive: command line, nightly run, reports."""
