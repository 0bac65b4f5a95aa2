"""One context per outside system or protocol; strangers to one another and to the screens."""
