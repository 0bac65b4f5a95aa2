"""Open311 GeoReport v2: other systems read and send reports in the words of that protocol.

Owns the keys of those systems and which report came from which. Refuses to tell strangers more than
``reports`` gives out as open data, and to act for a reporter whose report another system sent.
"""
