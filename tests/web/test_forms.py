from __future__ import annotations

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.datastructures import MultiValueDict

from pendopo.web.forms import ChoiceCards, FormRenderer, PhotosField, PlaceField


class StreetForm(forms.Form):
    default_renderer = FormRenderer()

    title = forms.CharField(label="Apa masalahnya?", help_text="Satu kalimat.")
    note = forms.CharField(label="Catatan", required=False)
    kind = forms.ChoiceField(
        label="Jenis",
        choices=[("lamp", "Lampu")],
        widget=ChoiceCards(hints={"lamp": "Padam <b>"}, icons={"lamp": "lamp"}),
    )
    photos = PhotosField(label="Foto", most=2, required=False)
    place = PlaceField(label="Tempat", required=False)


def test_label_hint_and_error_are_tied_to_their_control():
    text = str(StreetForm({"title": ""})["title"].as_field_group())
    assert '<label class="field__label" for="id_title">' in text
    assert 'aria-describedby="id_title_helptext id_title_error"' in text
    assert 'id="id_title_helptext"' in text
    assert 'id="id_title_error"' in text
    assert 'aria-invalid="true"' in text


def test_only_required_fields_are_marked():
    text = str(StreetForm())
    assert text.count("(wajib diisi)") == 2


def test_choices_become_cards_with_escaped_hints():
    text = str(StreetForm()["kind"])
    assert 'class="choice"' in text
    assert "Padam &lt;b&gt;" in text
    assert "<legend> Jenis" in " ".join(str(StreetForm()["kind"].as_field_group()).split())


def test_several_photos_come_out_as_a_list():
    files = MultiValueDict({"photos": [SimpleUploadedFile("a.jpg", b"a"), SimpleUploadedFile("b.jpg", b"b")]})
    form = StreetForm({"title": "x", "kind": "lamp"}, files)
    assert form.is_valid(), form.errors
    assert [file.name for file in form.cleaned_data["photos"]] == ["a.jpg", "b.jpg"]


def test_more_photos_than_allowed_are_refused():
    files = MultiValueDict({"photos": [SimpleUploadedFile(f"{name}.jpg", b"a") for name in "abc"]})
    form = StreetForm({"title": "x", "kind": "lamp"}, files)
    assert form.errors["photos"] == ["Paling banyak 2 foto."]


def test_no_photo_is_an_empty_list():
    form = StreetForm({"title": "x", "kind": "lamp"})
    assert form.is_valid(), form.errors
    assert form.cleaned_data["photos"] == []


@pytest.mark.parametrize(
    ("lon", "lat", "place"), [("113.2244", "-8.1332", (113.2244, -8.1332)), ("", "", None)]
)
def test_a_place_is_a_pair_of_degrees_or_none(lon, lat, place):
    form = StreetForm({"title": "x", "kind": "lamp", "place_lon": lon, "place_lat": lat})
    assert form.is_valid(), form.errors
    assert form.cleaned_data["place"] == place


@pytest.mark.parametrize(("lon", "lat"), [("113.2", ""), ("200", "0"), ("nan", "0"), ("satu", "dua")])
def test_half_a_place_or_none_on_earth_is_refused(lon, lat):
    form = StreetForm({"title": "x", "kind": "lamp", "place_lon": lon, "place_lat": lat})
    assert "place" in form.errors
