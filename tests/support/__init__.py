"""What tests stand on: a throw-away server, one template city, and the fixed cast."""
