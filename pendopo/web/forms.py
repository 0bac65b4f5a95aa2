"""How Django forms look: ``FORM_RENDERER = "pendopo.web.forms.FormRenderer"``.

``{{ form }}`` prints every field as our field component; ``{{ form.name.as_field_group }}`` prints one.
Widgets here add what plain Django lacks: choices as cards, photos from the camera, a place on the map.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any

from django import forms
from django.forms.renderers import DjangoTemplates
from django.utils.translation import gettext_lazy as _


class FormRenderer(DjangoTemplates):
    """Renders forms, fields, errors and our widgets with the templates of the kit."""

    form_template_name = "web/forms/form.html"
    formset_template_name = "web/forms/formset.html"
    field_template_name = "web/components/field.html"

    def get_template(self, template_name: str) -> Any:
        """Our own template in place of Django's where there is one."""
        return super().get_template(_OWN.get(template_name, template_name))


_OWN: Mapping[str, str] = {
    "django/forms/errors/list/default.html": "web/forms/errors.html",
    "django/forms/errors/list/ul.html": "web/forms/errors.html",
    "django/forms/widgets/radio.html": "web/forms/choices.html",
    "django/forms/widgets/checkbox_select.html": "web/forms/choices.html",
    "django/forms/widgets/select.html": "web/forms/select.html",
}


class ChoiceCards(forms.RadioSelect):
    """One of a few, as large cards. ``hints`` and ``icons`` map a value to its sentence and icon name."""

    def __init__(
        self,
        *,
        hints: Mapping[str, Any] | None = None,
        icons: Mapping[str, str] | None = None,
        attrs: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(attrs)
        self.hints = hints or {}
        self.icons = icons or {}

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Django's option with ``hint`` and ``icon`` added."""
        option: dict[str, Any] = super().create_option(name, value, *args, **kwargs)
        option["hint"] = self.hints.get(str(value), "")
        option["icon"] = self.icons.get(str(value), "")
        return option


class RatingStars(forms.RadioSelect):
    """One to five stars; the labels of the choices are read aloud."""

    template_name = "web/forms/rating.html"


class PhotoInput(forms.ClearableFileInput):
    """Photos from the camera or the gallery, made smaller in the browser before they are sent.

    Without JavaScript it is a plain file input. ``most`` is the number of photos one may add.
    """

    template_name = "web/forms/photos.html"
    allow_multiple_selected = True

    def __init__(self, *, most: int = 4, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"accept": "image/*", **(attrs or {})})
        self.most = most
        self.allow_multiple_selected = most > 1
        if most > 1:
            self.attrs["multiple"] = True

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Django's context with ``most`` added."""
        context: dict[str, Any] = super().get_context(name, value, attrs)
        context["widget"]["most"] = self.most
        return context


class PhotosField(forms.FileField):
    """Several uploaded files as a list; empty list when none was sent and the field is not required."""

    def __init__(self, *, most: int = 4, **kwargs: Any) -> None:
        kwargs.setdefault("widget", PhotoInput(most=most))
        super().__init__(**kwargs)
        self.most = most

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        """Each file cleaned as Django cleans one; raises ``ValidationError``."""
        files = data if isinstance(data, list | tuple) else [data]
        if not files or files == [None]:
            super().clean(None, initial)
            return []
        if len(files) > self.most:
            raise forms.ValidationError(
                _("Paling banyak %(most)d foto."), code="too_many", params={"most": self.most}
            )
        return [super(PhotosField, self).clean(file, initial) for file in files]


class PlaceInput(forms.MultiWidget):
    """A place as longitude and latitude: by GPS, on the map, or typed.

    ``subwidgets`` are the two inputs; the value is a pair of degrees (WGS 84) or None.
    """

    template_name = "web/forms/place.html"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        number: dict[str, Any] = {"inputmode": "decimal", "autocomplete": "off"}
        super().__init__({"lon": forms.TextInput(number), "lat": forms.TextInput(number)}, attrs)

    def decompress(self, value: tuple[float, float] | None) -> list[float | None]:
        """The pair as two initial values."""
        return list(value) if value else [None, None]


class PlaceField(forms.MultiValueField):
    """A pair ``(lon, lat)`` of degrees, or None when empty and not required."""

    widget = PlaceInput

    def __init__(self, **kwargs: Any) -> None:
        fields = (
            forms.FloatField(min_value=-180, max_value=180, localize=False),
            forms.FloatField(min_value=-90, max_value=90, localize=False),
        )
        super().__init__(fields, require_all_fields=True, **kwargs)

    def compress(self, data_list: list[float | None]) -> tuple[float, float] | None:
        """The pair of two cleaned values; raises ``ValidationError`` when only one is there."""
        lon, lat = data_list or (None, None)
        if lon is None and lat is None:
            return None
        if lon is None or lat is None:
            raise forms.ValidationError(_("Bujur dan lintang diisi keduanya."), code="half")
        return lon, lat


def kept_uids(raw: str, *, most: int) -> list[uuid.UUID]:
    """Uids of files that an earlier try of a form left in a hidden field; what is none is left out."""
    kept = []
    for part in raw.split():
        try:
            kept.append(uuid.UUID(part))
        except ValueError:
            continue
    return kept[:most]
