"""Pictures of words, read by Tesseract: an optional extra (`make ocr`)."""
