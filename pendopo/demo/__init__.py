"""The demo city: an invented cast, invented reports over sixty days, and traffic that arrives live.

Everything it writes goes through the same actions as real people's work and is marked "data contoh".
"""
