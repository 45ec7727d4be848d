"""The review page: the record left, the page right, and every decision under one key."""
