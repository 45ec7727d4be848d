"""Search that forgives: spelling, cases, letters, order, a slip of the finger, what is not said."""
