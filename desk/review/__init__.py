"""What verifiers look at next: a queue by priority, leases so that no two look at one, second opinions."""
