"""Everything that starts, watches and stops the processes of one installation. Imports no Django."""
