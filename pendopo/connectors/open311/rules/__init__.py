"""The words of the protocol and ours, and what is refused. Pure: no Django, no clock."""
