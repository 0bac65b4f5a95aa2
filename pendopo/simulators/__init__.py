"""Outside systems as real servers on loopback, each with a failure switch.

The product reaches them over the network as it would the real ones; only the address and the key differ.
"""
