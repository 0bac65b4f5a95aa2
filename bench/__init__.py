"""Measurements of a whole installation; `make bench` runs them one after the other."""
