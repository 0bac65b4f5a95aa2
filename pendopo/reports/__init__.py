"""Citizen reports: from the phone of a resident to an answer that holds.

Owns reports, their categories, timeline and photos, the table of states, and the routing to an agency by
competence. Refuses to know how a screen looks, and never deletes a step: what was said stays said.
"""
