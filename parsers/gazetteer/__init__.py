"""The places of Russia by every case form of their names: compiled by one command, read-only afterwards."""
