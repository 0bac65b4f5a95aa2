"""The process that tells open pages what happened, by server-sent events. Imports no Django."""
