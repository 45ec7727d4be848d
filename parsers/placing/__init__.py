"""How a page's words become the places of its people: toponyms, homonyms, bearings, owners."""
