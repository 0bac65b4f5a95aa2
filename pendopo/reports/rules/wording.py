"""The words people read for states and steps, the same on phone, desk and wall; message ids."""

from __future__ import annotations

from pendopo.kernel.errors import gettext_noop
from pendopo.reports.rules.states import State, Verb, Visibility

STATE_LABELS: dict[State, str] = {
    State.RECEIVED: gettext_noop("Baru"),
    State.VERIFIED: gettext_noop("Diperiksa"),
    State.ASSIGNED: gettext_noop("Ditugaskan"),
    State.IN_PROGRESS: gettext_noop("Dikerjakan"),
    State.RESOLVED: gettext_noop("Dinyatakan selesai"),
    State.CONFIRMED: gettext_noop("Selesai"),
    State.REJECTED: gettext_noop("Tidak ditangani"),
    State.PROMISED: gettext_noop("Dijanjikan"),
    State.REFERRED: gettext_noop("Diteruskan ke luar"),
    State.MERGED: gettext_noop("Digabung"),
}

STATE_KINDS: dict[State, str] = {
    State.RECEIVED: "new",
    State.VERIFIED: "wait",
    State.ASSIGNED: "work",
    State.IN_PROGRESS: "work",
    State.RESOLVED: "done",
    State.CONFIRMED: "done",
    State.REJECTED: "off",
    State.PROMISED: "wait",
    State.REFERRED: "off",
    State.MERGED: "off",
}
"""The shape that stands beside the word: circle, ring, square, check, dash."""

STATE_PROGRESS: dict[State, int] = {
    State.RECEIVED: 10,
    State.VERIFIED: 30,
    State.ASSIGNED: 50,
    State.IN_PROGRESS: 70,
    State.RESOLVED: 95,
    State.CONFIRMED: 100,
    State.REJECTED: 100,
    State.PROMISED: 60,
    State.REFERRED: 100,
    State.MERGED: 100,
}
"""Percent of the way, for a bar that people understand."""

STEP_SENTENCES: dict[Verb, str] = {
    Verb.SUBMIT: gettext_noop("mengirim laporan"),
    Verb.ROUTE: gettext_noop("memilih %(agency)s"),
    Verb.VERIFY: gettext_noop("memeriksa: laporan benar dan pada tempatnya"),
    Verb.ASSIGN: gettext_noop("menugaskan ke %(post)s"),
    Verb.START: gettext_noop("mulai mengerjakan"),
    Verb.HAND_OVER: gettext_noop("melimpahkan ke %(agency)s"),
    Verb.ANSWER: gettext_noop("menulis"),
    Verb.NOTE: gettext_noop("mencatat"),
    Verb.RESOLVE: gettext_noop("menyatakan selesai"),
    Verb.CONFIRM: gettext_noop("menyetujui: sudah selesai"),
    Verb.REJECT: gettext_noop("tidak dapat menangani"),
    Verb.REOPEN: gettext_noop("membuka lagi: belum selesai"),
    Verb.RATE: gettext_noop("memberi penilaian"),
    Verb.ASK: gettext_noop("bertanya kepada pelapor; waktu berhenti sampai dijawab"),
    Verb.PAUSE: gettext_noop("menghentikan waktu sementara"),
    Verb.RESUME: gettext_noop("melanjutkan; waktu berjalan lagi"),
    Verb.PROMISE: gettext_noop("menjanjikan selesai paling lambat %(day)s"),
    Verb.RECALL: gettext_noop("membuka lagi: hari yang dijanjikan sudah tiba"),
    Verb.REFER: gettext_noop("meneruskan ke %(outside)s"),
    Verb.MERGE: gettext_noop("menggabungkan dengan %(parent)s"),
    Verb.SPLIT: gettext_noop("memisahkan lagi dari %(parent)s"),
    Verb.CHECK: gettext_noop("memeriksa di tempat: benar sudah selesai"),
    Verb.CONTEST: gettext_noop("menyatakan ini urusan %(proposed)s; koordinator memutuskan"),
    Verb.UNSEAL: gettext_noop("menyetujui pembukaan identitas pelapor; dua petugas, dengan alasan"),
    Verb.SUPPORT: gettext_noop("ikut melaporkan hal yang sama"),
    Verb.COORDINATE: gettext_noop("berkoordinasi dengan %(asked)s"),
    Verb.COORDINATION_ANSWER: gettext_noop("menjawab koordinasi"),
    Verb.COORDINATION_DECLINE: gettext_noop("tidak dapat membantu dalam koordinasi"),
    Verb.COORDINATION_WITHDRAW: gettext_noop("tidak lagi menunggu %(asked)s"),
    Verb.ESCALATE: gettext_noop("menaikkan ke %(target)s: waktunya hampir habis atau lewat"),
}

VISIBILITY_LABELS: dict[Visibility, str] = {
    Visibility.OPEN: gettext_noop("Nama saya boleh dilihat petugas"),
    Visibility.ANONYMOUS: gettext_noop("Rahasiakan nama saya"),
    Visibility.SECRET: gettext_noop("Rahasiakan seluruh laporan"),
}

VISIBILITY_HINTS: dict[Visibility, str] = {
    Visibility.OPEN: gettext_noop("Umum tidak melihat nama Anda."),
    Visibility.ANONYMOUS: gettext_noop("Hanya koordinator yang tahu, dan setiap pembacaan dicatat."),
    Visibility.SECRET: gettext_noop(
        "Tidak tampil di peta dan daftar umum. Untuk hal yang berbahaya bagi Anda."
    ),
}
