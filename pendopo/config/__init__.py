"""The composition root: settings, addresses, and the wiring of ports. Nothing imports it but the CLI."""
