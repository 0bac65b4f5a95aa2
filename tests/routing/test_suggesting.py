from __future__ import annotations

import subprocess
import sys

import pytest

from pendopo.kernel.actor import SYSTEM
from pendopo.kernel.errors import Refused
from pendopo.kernel.numbering.api import new_edition
from pendopo.routing.api import activate_model, get_topic, list_topics, suggest, teach
from pendopo.routing.models import Decision, Model, State
from pendopo.routing.queries import EDITION
from pendopo.routing.rules import ModelNotFound, TopicNotFound
from tests.routing.conftest import officer

pytestmark = pytest.mark.django_db


def test_rules_alone_answer_until_something_was_learned():
    found = suggest("Lampu jalan mati", "PJU di depan pasar padam sejak kemarin")
    assert found.version is None
    assert found.guesses[0].topic == "perumahan_permukiman"
    assert found.guesses[0].words == ("lampu jalan mati", "pju")


def test_the_active_model_answers_with_its_version(keep):
    keep(1, State.RETIRED)
    keep(2, State.ACTIVE)
    found = suggest("Air PDAM mati", "sudah tiga hari air pdam tidak mengalir")
    assert (found.version, found.guesses[0].topic, found.is_sure) == (2, "air_minum", True)


def test_a_text_that_says_little_is_not_believed(keep):
    keep(1, State.ACTIVE)
    assert not suggest("Mohon bantuan", "mohon ditindaklanjuti, terima kasih").is_sure


def test_a_warm_process_asks_the_database_nothing(keep, django_assert_num_queries):
    keep(1, State.ACTIVE)
    suggest("", "jalan rusak")
    with django_assert_num_queries(0):
        suggest("", "jembatan roboh")


def test_switching_back_answers_with_the_older_model_at_once(keep):
    keep(1, State.RETIRED)
    keep(2, State.ACTIVE)
    assert suggest("", "jalan rusak").version == 2
    activate_model(SYSTEM, version=1)
    assert suggest("", "jalan rusak").version == 1
    assert dict(Model.objects.values_list("version", "state")) == {1: "active", 2: "retired"}


def test_only_an_administrator_switches_models(keep):
    keep(1, State.DRAFT)
    with pytest.raises(Refused):
        activate_model(officer("officer"), version=1)
    activate_model(officer("administrator"), version=1)


def test_a_version_that_never_was_cannot_be_used():
    with pytest.raises(ModelNotFound):
        activate_model(SYSTEM, version=7)


def test_weights_that_were_damaged_leave_the_rules_in_charge(keep):
    model = keep(1, State.ACTIVE)
    Model.objects.filter(pk=model.pk).update(weights=b"damaged")
    new_edition(subject=EDITION)
    assert suggest("", "jalan rusak").version is None


def test_the_latest_decision_on_a_subject_counts():
    coordinator = officer("coordinator")
    for topic in ("perhubungan", "pekerjaan_umum"):
        teach(
            coordinator, subject="report:1", title="Jalan", text="rusak", topic=topic, source="reports.verify"
        )
    decision = Decision.objects.get()
    assert (decision.topic, decision.title, decision.body) == ("pekerjaan_umum", "Jalan", "rusak")


def test_what_people_wrote_is_not_readable_in_the_table(django_assert_num_queries):
    from django.db import connection

    teach(SYSTEM, subject="report:1", title="Rahasia", text="isi rahasia", topic="sosial", source="x")
    with connection.cursor() as cursor:
        cursor.execute("SELECT title || body FROM routing_decision")
        assert "ahasia" not in cursor.fetchone()[0]


def test_a_resident_teaches_nothing():
    from pendopo.kernel.actor import ANONYMOUS

    with pytest.raises(Refused):
        teach(ANONYMOUS, subject="report:1", title="", text="x", topic="sosial", source="x")


def test_an_unknown_topic_is_refused():
    with pytest.raises(TopicNotFound):
        get_topic("sihir")
    with pytest.raises(TopicNotFound):
        teach(SYSTEM, subject="report:1", title="", text="x", topic="sihir", source="x")


def test_every_topic_leads_to_a_matter_of_the_agencies():
    from pendopo.accounts.models import Matter

    assert {topic.matter_code for topic in list_topics()} <= set(
        Matter.objects.values_list("code", flat=True)
    )


def test_answering_does_not_load_the_library_that_learns():
    source = (
        "import django, os; os.environ.setdefault('DJANGO_SETTINGS_MODULE', 'pendopo.config.settings');"
        "django.setup(); import sys; import pendopo.routing.api, pendopo.routing.urls;"
        "sys.exit(any(name.startswith(('sklearn', 'scipy')) for name in sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", source], check=False)  # noqa: S603 - our own program
    assert done.returncode == 0
