"""PDF files that carry their text: read as the lines that stand on their pages."""
