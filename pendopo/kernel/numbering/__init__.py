"""Numbers for people, and editions of data that processes keep in memory.

Owns one locked counter per series and period, and one edition per subject. A number is given once; a
transaction that rolls back gives its number back, so a series has no gap.
"""
