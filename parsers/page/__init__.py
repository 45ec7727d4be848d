"""The parts of the reader: charset, element tree, chrome, main text, dates, language."""
