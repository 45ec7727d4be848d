"""How a page's words become the places of its people: finding toponyms, telling homonyms apart, their role."""
