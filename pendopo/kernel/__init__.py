"""The ground floor: what every context needs and none owns.

Actor, clock, ids, errors, access, personal data, audit, outbox, jobs, files, notifications, numbering,
working calendar and maps. The kernel knows no context and imports nothing of Pendopo but itself.
"""
