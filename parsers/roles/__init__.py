"""Who a named person is to this war, and what became of the soldiers."""
