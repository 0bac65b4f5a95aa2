"""The command line: `pendopo <command>` and `pendopo <context> <verb>`. Part of the composition root."""
