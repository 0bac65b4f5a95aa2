"""Which model answers."""

from __future__ import annotations

from django.db import transaction

from pendopo.events.routing import ModelActivated
from pendopo.kernel.actor import Actor
from pendopo.kernel.audit import chain
from pendopo.kernel.numbering.api import new_edition
from pendopo.kernel.outbox.record import record
from pendopo.routing.models import Model, State
from pendopo.routing.permissions import TABLE
from pendopo.routing.queries import EDITION, machine_of
from pendopo.routing.rules import ModelNotFound


@transaction.atomic
def activate_model(actor: Actor, *, version: int) -> None:
    """Let ``version`` answer from now on, newer or older; raises ``ModelNotFound``, ``WeightsBroken``."""
    TABLE.check(actor, "keep_models")
    model = Model.objects.select_for_update().filter(version=version).first()
    if model is None:
        raise ModelNotFound
    machine_of(bytes(model.weights))
    new_edition(subject=EDITION)  # before the switch: who switches at the same moment waits here
    Model.objects.filter(state=State.ACTIVE).update(state=State.RETIRED)
    Model.objects.filter(pk=model.pk).update(state=State.ACTIVE)
    chain.record(
        actor, action="routing.model_activated", subject=f"routing:v{version}", facts={"version": version}
    )
    record(ModelActivated(version=version), subject=f"routing:v{version}")
