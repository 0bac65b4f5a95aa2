"""Templates of replies: keeping them, and the words of one's own that each reply needs."""

from __future__ import annotations

from django.conf import settings
from django.db import transaction

from pendopo.accounts.api import get_agency
from pendopo.kernel import clock
from pendopo.kernel.actor import Actor
from pendopo.kernel.audit import chain
from pendopo.kernel.errors import Invalid, gettext_noop
from pendopo.kernel.numbering.api import new_edition
from pendopo.kernel.permissions import Matter
from pendopo.reports import rules
from pendopo.reports.models import Reply, ReplyVersion, Report
from pendopo.reports.permissions import KEEP_REPLIES, TABLE
from pendopo.reports.queries.categories import find_category
from pendopo.reports.queries.replies import EDITION, replies_for, values_of
from pendopo.reports.rules import Verb


def check_reply(report: Report, verb: Verb, words: str) -> None:
    """Raise ``NeedsOwnWords`` for a reply that is a template with little of one's own.

    Nothing is asked while no template fits the step; a template that was used is marked so (1 query once).
    """
    fitting = replies_for(report, verb) if words else []
    if not fitting:
        return
    values = values_of(report)
    filled = {row.version_id: rules.fill(row.text, values) for row in fitting}
    rules.check_own_words(words, filled.values(), least=settings.REPLY_OWN_WORDS)
    used = [each for each, text in filled.items() if rules.own_words(words, text) is not None]
    if used:
        ReplyVersion.objects.filter(pk__in=used, used_at=None).update(used_at=clock.now())


@transaction.atomic
def add_reply(
    actor: Actor, *, name: str, verb: str, text: str, category_code: str = "", agency_code: str = ""
) -> Reply:
    """Keep a new template; for every agency only where the actor keeps them all. Raises ``Invalid``."""
    tidy_name, tidy = rules.clean_reply(name=name, text=text)
    if verb not in rules.REPLY_VERBS:
        raise Invalid(fields={"verb": gettext_noop("Pilih langkahnya.")})
    category = find_category(category_code) if category_code else None
    if category_code and category is None:
        raise rules.CategoryUnknown(fields={"category_code": rules.CategoryUnknown.text})
    agency_id = get_agency(agency_code).id if agency_code else None
    TABLE.check(actor, KEEP_REPLIES, Matter(agency_id=agency_id))
    reply = Reply.objects.create(
        name=tidy_name, verb=verb, category_id=category.id if category else None, agency_id=agency_id
    )
    _add_version(actor, reply, 1, tidy)
    return _kept(actor, reply, "added")


@transaction.atomic
def change_reply(actor: Actor, reply_id: int, *, name: str, text: str, version: int) -> Reply:
    """Give a template other words from now on; its earlier words stay. Raises ``ReplyChanged``."""
    tidy_name, tidy = rules.clean_reply(name=name, text=text)
    reply = _locked(actor, reply_id)
    last = reply.versions.order_by("-number")[0]
    if last.number != version:
        raise rules.ReplyChanged
    reply.name = tidy_name
    reply.save(update_fields=["name"])
    if tidy != last.text:
        _add_version(actor, reply, last.number + 1, tidy)
    return _kept(actor, reply, "changed")


@transaction.atomic
def offer_reply(actor: Actor, reply_id: int, *, is_active: bool) -> Reply:
    """Offer a template, or offer it no more; its history stays."""
    reply = _locked(actor, reply_id)
    reply.is_active = is_active
    reply.save(update_fields=["is_active"])
    return _kept(actor, reply, "offered" if is_active else "retired")


@transaction.atomic
def remove_reply(actor: Actor, reply_id: int) -> None:
    """Delete a template that nobody ever used; raises ``ReplyInUse``."""
    reply = _locked(actor, reply_id)
    if reply.versions.filter(used_at__isnull=False).exists():
        raise rules.ReplyInUse
    _kept(actor, reply, "removed")
    reply.delete()


def _locked(actor: Actor, reply_id: int) -> Reply:
    reply = Reply.objects.select_for_update().filter(pk=reply_id).first()
    if reply is None:
        raise rules.ReplyNotFound
    TABLE.check(actor, KEEP_REPLIES, Matter(agency_id=reply.agency_id))
    return reply


def _add_version(actor: Actor, reply: Reply, number: int, text: str) -> None:
    ReplyVersion.objects.create(
        reply=reply, number=number, text=text, made_at=clock.now(), made_by=actor.account_id
    )


def _kept(actor: Actor, reply: Reply, what: str) -> Reply:
    facts = {"name": reply.name, "verb": reply.verb}
    chain.record(actor, action=f"reports.reply_{what}", subject=f"reply:{reply.pk}", facts=facts)
    new_edition(subject=EDITION)
    return reply
