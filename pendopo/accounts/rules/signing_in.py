"""How long proofs last and how often one may try."""

from __future__ import annotations

import datetime as dt

from pendopo.accounts.rules.errors import TooManySignIns
from pendopo.kernel.throttle.rules import Limit

CODE_LIFE = dt.timedelta(minutes=10)
CODE_TRIES = 5
PROOF_LIFE = dt.timedelta(minutes=15)
"""How long after a proof the own security may be changed."""
INVITATION_LIFE = dt.timedelta(days=7)
UNVERIFIED_LIFE = dt.timedelta(days=7)

CODES_FOR_CONTACT = Limit("code_for_contact", 5, dt.timedelta(minutes=30), TooManySignIns)
CODES_FROM_NETWORK = Limit("code_from_address", 60, dt.timedelta(minutes=30), TooManySignIns)
ENTRIES_FROM_NETWORK = Limit("entry_from_address", 100, dt.timedelta(minutes=15), TooManySignIns)
PASSWORDS_FOR_CONTACT = Limit("password_for_contact", 6, dt.timedelta(minutes=15), TooManySignIns)
PASSWORDS_FROM_NETWORK = Limit("password_from_address", 60, dt.timedelta(minutes=15), TooManySignIns)
SECOND_FACTORS = Limit("second_factor", 6, dt.timedelta(minutes=15), TooManySignIns)
"""Per network the limits are wide: one address of a mobile network stands for many people."""
BROWSERS_FOR_ACCOUNT = Limit("browser_for_account", 30, dt.timedelta(minutes=30))
"""No guessing, but each one makes us look a name up in the network."""
