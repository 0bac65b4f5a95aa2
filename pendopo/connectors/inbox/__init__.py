"""Reports that come as messages: e-mail from a mailbox, WhatsApp and SMS from the city's gateway.

Owns every message that came, with what became of it, and the talk that fills in what a report needs. Refuses
to lose one, to answer machines, and to tell of a secret report without its key.
"""
