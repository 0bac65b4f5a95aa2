"""The keeper's side of time and routing: how long reports may take, who hears of it, what rules would do.

Pages over what ``reports`` and ``accounts`` decide, and drafts of changes that are tried before they hold.
"""
