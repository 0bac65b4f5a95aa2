"""The situation room: what the television shows and who may watch it.

Owns nothing: it composes reports and territory into one view of the city, tells its screens by live
events, and refuses names and faces.
"""
