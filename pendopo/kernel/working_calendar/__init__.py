"""Working time: office hours, national holidays, joint leave and regional days off.

Owns the dated rows of both and the arithmetic on them. It refuses to know what the time is spent on:
deadlines belong to the contexts that promise them.
"""
