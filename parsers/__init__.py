"""From a kept page to the people it names; pure: no network, no database."""
