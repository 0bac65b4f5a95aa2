"""The hash-chained record of legal acts, looks at cameras and reads of personal data.

Owns the chain. Refuses to change or forget an entry: a trigger rejects UPDATE and DELETE, and
``verify`` finds a row that was changed, added or removed behind the platform's back.
"""
