"""Asking addresses that somebody else chose: where that may lead, and fetching from there.

Owns the guard against addresses that only this server can reach; refuses everything that is not public.
"""
