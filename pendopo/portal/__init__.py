"""The resident's side: home, "Urusan saya", submitting a report, following it without an account.

Owns no data: it composes reports, accounts and territory into pages of one task each, that work on a
cheap phone and without JavaScript.
"""
