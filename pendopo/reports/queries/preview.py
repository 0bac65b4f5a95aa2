"""What of a report that is still being written everybody, officers, and nobody will see."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext

from pendopo.reports.queries.categories import find_category
from pendopo.reports.rules import Draft, ProofKind, Visibility, title_from
from pendopo.reports.rules.personal import PERSONAL_LABELS, Finding, find_personal, masked
from pendopo.reports.rules.privacy import PUBLIC_VISIBILITIES
from pendopo.reports.rules.publicity import SIGHTS, is_point_told, title_told
from pendopo.territory.api import area_path, find_area_at


@dataclass(frozen=True, slots=True)
class Trace:
    """Something in the words that leads to a person, as a warning names it."""

    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Preview:
    """A draft as it will be read; what the public reads is what the public page will show."""

    category: str
    title: str
    """What the public reads once an officer has read the report; empty where it never will."""
    text: str
    landmark: str
    place: str
    """Village and kecamatan; empty while no place is known."""
    is_point_told: bool
    """True when the public map will show the very point."""
    is_public: bool
    """False for a report that nobody outside knows of."""
    is_text_told: bool
    whole_text: str
    whole_landmark: str
    to_officers: tuple[str, ...]
    to_nobody: tuple[str, ...]
    traces: tuple[Trace, ...]


def preview_of(draft: Draft) -> Preview:
    """How ``draft`` will be seen, by the rules of publicity (no query)."""
    category = find_category(draft.category_code)
    proof = category.proof if category else ProofKind.PHOTO
    is_exact = draft.lon is not None and draft.lat is not None
    is_public = draft.visibility in PUBLIC_VISIBILITIES
    is_text_told = draft.visibility is Visibility.OPEN
    text = draft.text.strip()
    sight = SIGHTS[draft.visibility]
    return Preview(
        category=category.name if category else "",
        title=title_told(draft.title.strip() or title_from(text), text) if is_text_told else "",
        text=masked(text) if is_text_told else "",
        landmark=masked(draft.landmark.strip()) if is_text_told and proof is ProofKind.FIELD else "",
        place=_place_of(draft),
        is_point_told=is_public and is_point_told(proof, is_exact=is_exact),
        is_public=is_public,
        is_text_told=is_text_told,
        whole_text=text,
        whole_landmark=draft.landmark.strip(),
        to_officers=_said(sight.officers),
        to_nobody=_said(sight.nobody),
        traces=traces_in(draft.text, draft.landmark),
    )


def traces_in(*texts: str) -> tuple[Trace, ...]:
    """What in ``texts`` leads to a person, each once, named for whoever wrote them."""
    found: list[Finding] = [finding for text in texts for finding in find_personal(text)]
    return tuple(
        dict.fromkeys(Trace(gettext(PERSONAL_LABELS[each.kind]), each.text.strip()) for each in found)
    )


def _said(sights: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(gettext(each) for each in sights)


def _place_of(draft: Draft) -> str:
    code = draft.area_code
    if draft.lon is not None and draft.lat is not None:
        area = find_area_at(draft.lon, draft.lat)
        code = area.code if area else code
    path = area_path(code) if code else None
    return ", ".join(each.title for each in (path.village, path.district) if each) if path else ""
