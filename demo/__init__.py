"""An invented small web: sites, people, two nights. All people are invented."""
