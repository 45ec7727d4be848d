"""Word of a night that needs a person or failed: by webhook, by mail. Names nobody."""
