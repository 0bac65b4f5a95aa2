"""Events that left a transaction: recorded with it, delivered after it, at least once.

`record` writes the event and one delivery per subscriber in the caller's transaction and tells the live
screens by NOTIFY. The relay in the worker runs each delivery in its own transaction together with the
mark that it was done, so what a subscriber writes to the database happens exactly once.
"""
