# ruff: noqa: E501 - rows of invented text read best as rows
"""Invented matter for the pattern page: every component in every state, long names, no data.

Names of places are real, people and cases are not.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django import forms

from pendopo.kernel import clock
from pendopo.web.forms import ChoiceCards, PhotosField, PlaceField, RatingStars
from pendopo.web.timelines import TimelineStep


@dataclass(frozen=True, slots=True)
class Link:
    """A chip, a tab, a crumb, an entry of a menu, a head of a column."""

    label: str
    url: str = "#"
    count: int | None = None
    is_current: bool = False
    icon: str = ""
    danger: bool = False
    direction: str = ""
    is_number: bool = False


@dataclass(frozen=True, slots=True)
class InboxRow:
    """One row of the officer's list."""

    uid: str
    title: str
    number: str
    due_at: dt.datetime | None
    kind: str
    place: str
    state: str
    state_kind: str = ""
    is_current: bool = False
    is_done: bool = False
    is_changed: bool = False
    url: str = "/patterns/meja/?pane=open"


@dataclass(frozen=True, slots=True)
class Photo:
    """One photo, drawn."""

    url: str
    alt: str
    tag: str = ""
    large_url: str = ""


@dataclass(frozen=True, slots=True)
class Mark:
    """One report on a map."""

    lon: float
    lat: float
    kind: str
    label: str
    url: str = "#"


class SampleForm(forms.Form):
    """One field of every sort."""

    title = forms.CharField(
        label="Apa masalahnya?", max_length=120, help_text="Satu kalimat pendek, misalnya: lampu jalan padam."
    )
    text = forms.CharField(
        label="Ceritakan", required=False, widget=forms.Textarea(attrs={"rows": 4}), help_text="Boleh kosong."
    )
    village = forms.ChoiceField(
        label="Desa atau kelurahan",
        choices=[("", "Pilih desa"), ("1", "Sumbermujur"), ("2", "Kepuharjo"), ("3", "Kandangtepus")],
    )
    kind = forms.ChoiceField(
        label="Jenis masalah",
        choices=[
            ("road", "Jalan rusak"),
            ("lamp", "Lampu jalan"),
            ("waste", "Sampah"),
            ("water", "Air dan saluran"),
        ],
        widget=ChoiceCards(
            hints={"road": "Lubang, retak, longsor", "water": "Mampet, banjir, pipa bocor"},
            icons={"road": "road", "lamp": "lamp", "waste": "waste", "water": "water"},
        ),
    )
    photos = PhotosField(label="Foto", required=False, help_text="Foto membantu petugas menemukan tempatnya.")
    place = PlaceField(label="Tempat", required=False)
    phone = forms.CharField(
        label="Nomor HP",
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "tel"}),
    )
    channels = forms.MultipleChoiceField(
        label="Kabari saya lewat",
        required=False,
        choices=[("wa", "WhatsApp"), ("email", "E-mail")],
        widget=forms.CheckboxSelectMultiple,
    )
    is_secret = forms.BooleanField(
        label="Rahasiakan nama saya", required=False, help_text="Nama Anda hanya dilihat petugas pemeriksa."
    )
    rating = forms.ChoiceField(
        label="Nilai penanganan",
        required=False,
        choices=[("1", "Buruk"), ("2", "Kurang"), ("3", "Cukup"), ("4", "Baik"), ("5", "Sangat baik")],
        widget=RatingStars,
    )


def refused_form() -> SampleForm:
    """The sample form with everything that can be wrong."""
    form = SampleForm(
        {"title": "", "village": "9", "kind": "", "phone": "0812", "is_secret": "on", "rating": "4"}
    )
    form.add_error("phone", "Nomor HP terlalu pendek. Tulis seperti 0812 3456 7890.")
    form.add_error("place", "Tempat itu di luar Kabupaten Lumajang.")
    return form


def steps() -> tuple[TimelineStep, ...]:
    """A timeline with every shape."""
    now = clock.now()
    return (
        TimelineStep("wait", "", "Janji selesai", now + dt.timedelta(days=2), planned=True),
        TimelineStep("work", "Rina W.", "menugaskan ke UPT Jalan Wilayah 2", now - dt.timedelta(hours=1), acting_for="DPUPR", is_internal=True),
        TimelineStep("late", "Sistem", "mengingatkan: tanggapan pertama lewat waktu", now - dt.timedelta(hours=4)),
        TimelineStep("done", "UPT Jalan Wilayah 2", "memasang rambu sementara", now - dt.timedelta(hours=9), note="Rambu dan pita dipasang di kedua sisi. Kendaraan di atas 3 ton dialihkan lewat Penanggal."),
        TimelineStep("new", "Warga", "mengirim laporan dengan 2 foto", now - dt.timedelta(days=1, hours=3)),
    )  # fmt: skip


def rows(*, opened: bool) -> tuple[InboxRow, ...]:
    """The inbox of the sketch."""
    now = clock.now()

    def after(**span: float) -> dt.datetime:
        return now + dt.timedelta(**span)

    return (
        InboxRow("1", "Jembatan retak di jalan desa", "LPR-2611-0417", after(hours=-3, minutes=-10), "Laporan", "Sumbermujur", "Disposisi dari Kepala Dinas", is_current=opened),
        InboxRow("2", "Surat keterangan usaha: Siti A.", "SRT-2611-1182", after(minutes=40.5), "Surat", "Kepuharjo", "Menunggu verifikasi"),
        InboxRow("3", "Pohon tumbang menutup jalan", "LPR-2611-0431", after(minutes=52.5), "Laporan", "Kandangtepus", "Baru", "new", is_changed=True),
        InboxRow("4", "Saluran mampet, air masuk ke rumah warga di sepanjang gang belakang pasar hewan dan sekolah dasar", "LPR-2611-0398", after(hours=5.2), "Laporan", "Tempeh Lor", "Dikerjakan", "work"),
        InboxRow("5", "Akta kelahiran, jalur hijau", "AKT-2611-0077", after(hours=6.1), "Akta", "RSUD dr. Haryoto", "Menunggu tanda tangan"),
        InboxRow("6", "Kamera mati: Simpang Klakah", "KMR-2611-0052", after(days=1, minutes=4), "Kamera", "Klakah", "Perintah kerja"),
        InboxRow("7", "Rencana aksi: satu baris dikembalikan", "KK-3B-014", None, "Masterplan", "Bappeda", "Selesai", "done", is_done=True),
    )  # fmt: skip


HEADS = (
    Link("Batas", direction="up"),
    Link("Urusan"),
    Link("Jenis"),
    Link("Tempat"),
    Link("Keadaan"),
)
CHIPS = (
    Link("Semua", count=27, is_current=True),
    Link("Laporan", count=14),
    Link("Surat", count=6),
    Link("Akta", count=3),
    Link("Kamera", count=2),
    Link("Lainnya", count=1284),
)
BOUNDS = (112.85, -8.36, 113.37, -7.86)
"""Lumajang, for maps on the pattern page when no city is registered."""
MARKS = (
    Mark(113.09, -8.19, "late", "Jembatan retak di jalan desa, lewat waktu"),
    Mark(113.222, -8.133, "new", "Lampu jalan padam, baru"),
    Mark(113.05, -8.09, "new", "Pohon tumbang, baru"),
    Mark(113.19, -8.22, "work", "Saluran mampet, dikerjakan"),
    Mark(113.27, -8.05, "done", "Sampah di pasar, selesai"),
)
