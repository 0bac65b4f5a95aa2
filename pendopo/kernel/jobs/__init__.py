"""Work that runs later or again: jobs queued in the caller's transaction, run by the worker.

Procrastinate stands behind this door. A context declares its jobs in ``jobs.py``; a job must be
idempotent, for a killed worker's jobs are run again by the sweep.
"""
