"""Pendopo: the open-source smart-city platform for Indonesian regencies and cities.

One installation serves one local government. The package is built in storeys; imports go down only
(see ``docs/architecture.md`` and ``.importlinter``).
"""

__version__ = "0.1.0"
