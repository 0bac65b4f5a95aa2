"""The officer's desk: one inbox over all contexts, keyboard first, due time always in sight.

Owns only the saved views of officers; everything else it composes from the contexts below.
"""
