"""What a message is, what it asks for, what it lacks, and what becomes of it. Pure: no Django, no clock."""
