"""The outside as it speaks: letters (MIME), mailboxes (IMAP)."""
