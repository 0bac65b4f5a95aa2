"""What people fill in: signing in, their own account, the organisation."""
