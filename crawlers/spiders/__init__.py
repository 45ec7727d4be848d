"""Spiders: each follows the links of one shape of site, as a source's TOML tells it."""
