"""Counting tries, so that nobody guesses, floods or fills the disk.

Owns one counter per limit and person or network. Counters live in an unlogged table: counting costs no
flush to the disk, and a crash of the database forgets them, which only lets somebody try again.
"""
