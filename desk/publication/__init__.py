"""What leaves the archive for readers and partners: the published set, its tables, pictures and pages."""
