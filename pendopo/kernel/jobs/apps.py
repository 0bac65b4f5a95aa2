"""Registration of the job queue's own periodic work."""

from django.apps import AppConfig


class JobsConfig(AppConfig):
    """The job queue as a Django app."""

    name = "pendopo.kernel.jobs"
    label = "jobs"
