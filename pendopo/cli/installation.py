"""From the environment to what the supervisor needs: the one place where both are known."""

from __future__ import annotations

from pendopo.config import environment
from pendopo.supervisor.postgres import Cluster
from pendopo.supervisor.postgres import installation as own_server
from pendopo.supervisor.processes import Installation


def this_installation() -> Installation:
    """The installation the environment describes; makes its keys on first use."""
    env = environment.read()
    return Installation(
        home=env.home,
        host=env.host,
        port=env.port,
        origin=env.origin,
        live_origin=env.live_origin,
        live_key=environment.secret("live_key"),
        external_database_url=env.database_url,
        database_password=environment.secret("database_password"),
        has_simulated_gateway=env.is_demo and not env.has_gateway,
    )


def own_cluster(installation: Installation) -> Cluster | None:
    """The database server we run ourselves; None when DATABASE_URL names another."""
    if installation.external_database_url:
        return None
    return own_server(installation.home, password=installation.database_password)


def database_url() -> str:
    """Address of the database, whoever runs it."""
    return environment.read().database_url or environment.own_database_url()
