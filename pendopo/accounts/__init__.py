"""People who sign in, the agencies they serve, and what each agency is there for.

Owns accounts, agencies, units, posts with their holders, delegations and competences (tugas dan fungsi).
Answers three questions for every other context: who is acting, which agency is competent for a matter at
a place, and who may be told. Refuses to know what a report or a letter is.
"""
