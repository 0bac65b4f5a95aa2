"""Guarded reads of areas, places and borders; nearly all are answered from memory."""
