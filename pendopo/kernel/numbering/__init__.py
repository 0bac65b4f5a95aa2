"""Numbers for people, and editions of data that processes keep in memory.

Owns one counter per series and period, and one edition per subject. A number is given once: ``next_number``
keeps the counter locked until the caller commits, so that a series has no gap; ``draw_number`` gives it away
at once, for series in which a gap harms nobody.
"""
