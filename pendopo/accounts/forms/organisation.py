"""Forms of the organisation: agencies, units, posts, appointments, competences."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pendopo.accounts.forms.own import DateInput
from pendopo.accounts.models import Matter, Unit
from pendopo.accounts.rules import LONGEST_CONTACT, AgencyKind, Role
from pendopo.territory.api import AreaLevel, list_areas

KINDS = {
    AgencyKind.OPD: _("Perangkat daerah (OPD)"),
    AgencyKind.SECRETARIAT: _("Sekretariat"),
    AgencyKind.KECAMATAN: _("Kecamatan"),
    AgencyKind.DESA: _("Desa"),
    AgencyKind.KELURAHAN: _("Kelurahan"),
    AgencyKind.POLICE: _("Kepolisian"),
    AgencyKind.UTILITY: _("Badan usaha layanan umum"),
    AgencyKind.OUTSIDE: _("Lembaga lain"),
}
ROLES = {
    Role.OFFICER: _("Petugas: menangani urusan instansinya"),
    Role.AGENCY_HEAD: _("Pimpinan instansi: membagi tugas dan meneruskan"),
    Role.COORDINATOR: _("Koordinator: memeriksa dan menyalurkan untuk seluruh daerah"),
    Role.OPERATOR: _("Operator ruang situasi"),
    Role.LEADER: _("Pimpinan daerah: melihat semua, tidak mengubah"),
    Role.ADMINISTRATOR: _("Administrator: mengurus instansi, jabatan, dan pengaturan"),
}
"""Each role as people choose it; those that need a second factor say so on the form."""
_CODE = re.compile(r"^[a-z0-9][a-z0-9.\-]{1,39}$")
_RESERVED = frozenset({"baru", "coba", "jabatan", "masa", "tugas"})


def area_choices() -> list[tuple[str, Any]]:
    """The whole city, then every kecamatan, desa and kelurahan of today."""
    areas = [*list_areas(level=AreaLevel.DISTRICT), *list_areas(level=AreaLevel.VILLAGE)]
    named = sorted(((area.code, f"{area.title} ({area.code})") for area in areas), key=lambda pair: pair[0])
    return [("", _("Seluruh daerah")), *named]


class AgencyForm(forms.Form):
    """What is known about an agency."""

    name = forms.CharField(label=_("Nama resmi"), max_length=160)
    short_name = forms.CharField(label=_("Nama pendek"), max_length=60)
    kind = forms.ChoiceField(label=_("Jenis"), choices=[(kind.value, text) for kind, text in KINDS.items()])
    area_code = forms.ChoiceField(label=_("Wilayah yang dilayani"), required=False)
    phone = forms.CharField(label=_("Telepon"), max_length=40, required=False)
    email = forms.EmailField(label=_("Surel"), max_length=LONGEST_CONTACT, required=False)
    address = forms.CharField(label=_("Alamat"), max_length=300, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        set_choices(self, "area_code", area_choices())


class NewAgencyForm(AgencyForm):
    """As above, with the code that never changes."""

    code = forms.CharField(
        label=_("Kode"),
        help_text=_("Huruf kecil, misalnya dinsos. Dipakai sistem lain, jadi tetap untuk seterusnya."),
        max_length=40,
    )
    field_order = ("code",)

    def clean_code(self) -> str:
        """A short code in small letters."""
        code: str = self.cleaned_data["code"].strip().lower()
        if not _CODE.match(code) or code in _RESERVED:
            raise forms.ValidationError(_("Pakai 2 sampai 40 huruf kecil, angka, titik, atau tanda hubung."))
        return code


class UnitForm(forms.Form):
    """The name of a part of an agency."""

    name = forms.CharField(label=_("Nama unit"), help_text=_("Bidang, seksi, atau UPT."), max_length=120)


class PostForm(forms.Form):
    """A seat: title, unit, roles."""

    title = forms.CharField(label=_("Nama jabatan"), max_length=120)
    unit = forms.TypedChoiceField(label=_("Unit"), required=False, coerce=int, empty_value=None)
    roles = forms.MultipleChoiceField(
        label=_("Peran"),
        help_text=_("Pimpinan instansi, koordinator, dan administrator wajib memakai pengaman kedua."),
        choices=[(role.value, text) for role, text in ROLES.items()],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Pilih paling sedikit satu peran.")},
    )
    is_active = forms.BooleanField(label=_("Jabatan masih ada"), required=False, initial=True)

    def __init__(self, *args: Any, units: list[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        set_choices(
            self, "unit", [("", _("Langsung di bawah instansi")), *((unit.pk, unit.name) for unit in units)]
        )


class AppointForm(forms.Form):
    """Who takes a post; an unknown address is invited."""

    email = forms.EmailField(
        label=_("Surel dinas"),
        max_length=LONGEST_CONTACT,
        help_text=_("Belum punya akun? Kami kirim undangan untuk membuat kata sandi."),
    )
    name = forms.CharField(
        label=_("Nama"), max_length=80, required=False, help_text=_("Perlu diisi untuk petugas baru.")
    )
    starts_on = forms.DateField(label=_("Mulai"), widget=DateInput())
    ends_on = forms.DateField(label=_("Sampai"), widget=DateInput(), required=False)
    decree = forms.CharField(label=_("Nomor SK"), max_length=80, required=False)


class EndForm(forms.Form):
    """The last day in a post."""

    ends_on = forms.DateField(label=_("Hari terakhir"), widget=DateInput())


class LendForm(forms.Form):
    """Who stands in for a holder, from which day to which."""

    email = forms.EmailField(label=_("Surel dinas pengganti"), max_length=LONGEST_CONTACT)
    starts_on = forms.DateField(label=_("Mulai"), widget=DateInput())
    ends_on = forms.DateField(label=_("Sampai"), widget=DateInput())
    reason = forms.CharField(label=_("Alasan"), max_length=200)


class CompetenceForm(forms.Form):
    """What an agency is there for."""

    matter = forms.ChoiceField(label=_("Urusan"))
    task = forms.CharField(label=_("Tugas"), max_length=200)
    legal_basis = forms.CharField(label=_("Dasar hukum"), max_length=200)
    area_code = forms.ChoiceField(label=_("Wilayah"), required=False)
    keywords = forms.CharField(
        label=_("Kata kunci"),
        help_text=_("Pisahkan dengan koma. Dipakai memilih bila beberapa instansi mengurus hal yang sama."),
        max_length=1000,
        required=False,
        widget=forms.Textarea({"rows": 3}),
    )
    starts_on = forms.DateField(label=_("Berlaku sejak"), widget=DateInput())
    ends_on = forms.DateField(label=_("Sampai"), widget=DateInput(), required=False)

    def __init__(self, *args: Any, matters: list[Matter], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        set_choices(self, "matter", [(matter.code, str(matter)) for matter in matters])
        set_choices(self, "area_code", area_choices())

    def clean_keywords(self) -> list[str]:
        """Key words in small letters, each once, in the order they were typed."""
        typed = re.split(r"[,;\n]", self.cleaned_data["keywords"])
        return list(dict.fromkeys(" ".join(word.lower().split()) for word in typed if word.strip()))


class TryForm(forms.Form):
    """A made-up case, to see which agency is chosen."""

    text = forms.CharField(label=_("Isi laporan"), max_length=1000, widget=forms.Textarea({"rows": 3}))
    matter = forms.ChoiceField(label=_("Urusan"))
    area_code = forms.ChoiceField(label=_("Desa atau kelurahan"), required=False)

    def __init__(self, *args: Any, matters: list[Matter], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        set_choices(self, "matter", [(matter.code, str(matter)) for matter in matters])
        set_choices(self, "area_code", area_choices())


def set_choices(form: forms.Form, name: str, choices: list[tuple[Any, Any]]) -> None:
    """Give the choice field ``name`` its choices."""
    field = form.fields[name]
    if isinstance(field, forms.ChoiceField):
        field.choices = choices
