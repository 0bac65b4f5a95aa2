"""What is refused, and what the person is told."""

from __future__ import annotations

from pendopo.kernel.errors import Conflict, Invalid, NotFound, TooMany, gettext_noop


class ReportNotFound(NotFound):
    """No such report, or not one this person may see."""

    code = "reports.not_found"
    text = gettext_noop("Laporan itu tidak ditemukan.")
    advice = gettext_noop("Periksa nomor laporan dan kuncinya pada tanda terima Anda.")


class StepNotPossible(Conflict):
    """The state of the report does not allow this step."""

    code = "reports.step_not_possible"
    text = gettext_noop("Langkah ini tidak dapat dilakukan pada keadaan laporan sekarang.")
    advice = gettext_noop("Muat ulang laporan untuk melihat keadaan terbarunya.")


class SomebodyWasFaster(Conflict):
    """The report changed since this person looked at it."""

    code = "reports.somebody_was_faster"
    text = gettext_noop("Petugas lain baru saja mengubah laporan ini.")
    advice = gettext_noop("Yang Anda tulis masih ada. Lihat perubahan itu, lalu putuskan lagi.")


class PlaceOutsideCity(Invalid):
    """The place lies outside the area of this local government."""

    code = "reports.place_outside_city"
    text = gettext_noop("Tempat itu di luar wilayah kami.")
    advice = gettext_noop("Geser titik ke dalam wilayah, atau pilih desa atau kelurahan dari daftar.")


class PlaceNeeded(Invalid):
    """Neither a point nor a village was given."""

    code = "reports.place_needed"
    text = gettext_noop("Kami perlu tahu tempatnya.")
    advice = gettext_noop("Pakai lokasi ponsel, pilih di peta, atau pilih desa atau kelurahan.")


class PhotoNeeded(Invalid):
    """A report is resolved with a photo of the result."""

    code = "reports.photo_needed"
    text = gettext_noop("Foto hasil pekerjaan diperlukan.")
    advice = gettext_noop("Ambil foto di tempat yang sama, lalu nyatakan selesai.")


class ReopenWindowClosed(Conflict):
    """Too much time has passed to reopen."""

    code = "reports.reopen_window_closed"
    text = gettext_noop("Batas waktu untuk membuka lagi laporan ini sudah lewat.")
    advice = gettext_noop("Kirim laporan baru dan sebut nomor laporan ini.")


class CategoryUnknown(Invalid):
    """The category does not exist or is no longer used."""

    code = "reports.category_unknown"
    text = gettext_noop("Kategori itu tidak ada.")
    advice = gettext_noop("Pilih kategori dari daftar.")


class AlreadyThere(Invalid):
    """The report already lies with that agency."""

    code = "reports.already_there"
    text = gettext_noop("Laporan ini sudah di instansi itu.")
    advice = gettext_noop("Pilih instansi lain.")


class PostOutsideAgency(Invalid):
    """The chosen post belongs to another agency."""

    code = "reports.post_outside_agency"
    text = gettext_noop("Jabatan itu bukan bagian dari instansi yang memegang laporan.")
    advice = gettext_noop("Pilih jabatan lain, atau limpahkan laporan ke instansi itu.")


class TooManyReports(TooMany):
    """More reports from one account or network than a city can mean."""

    code = "reports.too_many_reports"
    text = gettext_noop("Terlalu banyak laporan dari jaringan ini dalam satu jam.")
    advice = gettext_noop(
        "Tunggu %(minutes)d menit, lalu kirim lagi. Isian Anda tidak hilang. Bahaya bagi nyawa: telepon 112."
    )


class BurstOver(Conflict):
    """The burst was merged, dismissed or is over."""

    code = "reports.burst_over"
    text = gettext_noop("Kejadian ini sudah ditutup.")
    advice = gettext_noop("Muat ulang halaman untuk melihat keadaan terbarunya.")


class PromiseNeedsADay(Invalid):
    """A promise names a day to come."""

    code = "reports.promise_needs_a_day"
    text = gettext_noop("Janji perlu hari yang akan datang, paling lama dua tahun lagi.")
    advice = gettext_noop("Pilih hari yang sanggup dipenuhi: tanggal ini dibaca umum.")


class AlreadyArbitrated(Conflict):
    """The coordinator decided whose it is; an agency cannot send it on again."""

    code = "reports.already_arbitrated"
    text = gettext_noop("Koordinator sudah memutuskan bahwa laporan ini urusan instansi Anda.")
    advice = gettext_noop("Bicarakan dengan koordinator lewat catatan bila ada fakta baru.")


class CannotMerge(Invalid):
    """The other report is itself merged, the same one, secret, or not there."""

    code = "reports.cannot_merge"
    text = gettext_noop("Laporan itu tidak dapat dijadikan induk.")
    advice = gettext_noop("Pilih laporan lain yang masih terbuka, bukan yang sudah digabung.")


class OwnClaim(Conflict):
    """Whoever said that it is done cannot be the one who checks it."""

    code = "reports.own_claim"
    text = gettext_noop("Yang menyatakan selesai tidak dapat memeriksanya sendiri.")
    advice = gettext_noop("Minta petugas lain memeriksa di tempat.")


class NotPaused(Conflict):
    """The clock of the report runs already."""

    code = "reports.not_paused"
    text = gettext_noop("Waktu laporan ini sedang berjalan.")
    advice = gettext_noop("Muat ulang laporan untuk melihat keadaan terbarunya.")


class AlreadyPaused(Conflict):
    """The clock of the report stands already."""

    code = "reports.already_paused"
    text = gettext_noop("Waktu laporan ini sudah berhenti.")
    advice = gettext_noop("Lanjutkan dulu, lalu hentikan lagi dengan alasan yang baru.")


class StillSealed(Conflict):
    """Two officers have not opened the identity behind this secret report."""

    code = "reports.still_sealed"
    text = gettext_noop("Identitas pelapor ini disegel.")
    advice = gettext_noop("Minta pembukaan dengan alasan; petugas lain harus menyetujuinya.")


class NothingSealed(Conflict):
    """The report is not secret."""

    code = "reports.nothing_sealed"
    text = gettext_noop("Laporan ini tidak dirahasiakan seluruhnya.")
    advice = gettext_noop("Tampilkan pelapornya dengan cara biasa.")


class AlreadyAsked(Conflict):
    """Somebody asks to open it already."""

    code = "reports.unsealing_already_asked"
    text = gettext_noop("Pembukaan identitas sudah diminta.")
    advice = gettext_noop("Petugas lain dapat menyetujuinya.")


class NothingAsked(Conflict):
    """Nobody asks to open it."""

    code = "reports.unsealing_not_asked"
    text = gettext_noop("Tidak ada permintaan pembukaan identitas.")
    advice = gettext_noop("Minta dulu dengan alasan.")


class OwnRequest(Conflict):
    """Whoever asked cannot agree."""

    code = "reports.own_request"
    text = gettext_noop("Yang meminta tidak dapat menyetujui sendiri.")
    advice = gettext_noop("Minta petugas lain menyetujuinya.")


class FollowingNotFound(NotFound):
    """No such following, or the link is not the one from the letter."""

    code = "reports.following_not_found"
    text = gettext_noop("Tautan itu tidak berlaku lagi.")
    advice = gettext_noop("Mungkin sudah dihentikan. Anda dapat mengikuti lagi dari halaman laporan warga.")


class FollowsTooMany(Conflict):
    """Somebody follows as much as one may."""

    code = "reports.follows_too_many"
    text = gettext_noop("Anda sudah mengikuti %(most)d pilihan.")
    advice = gettext_noop("Hentikan salah satu dulu, atau ikuti seluruh kecamatan.")


class ClockRuleFaulty(Invalid):
    """A rule of time that cannot be."""

    code = "reports.clock_rule_faulty"
    text = gettext_noop("Aturan waktu itu belum dapat disimpan.")


class ClockRuleTwice(Invalid):
    """Another rule for the same begins on that day."""

    code = "reports.clock_rule_twice"
    text = gettext_noop("Sudah ada aturan untuk lingkup ini yang mulai pada hari itu.")
    advice = gettext_noop("Ubah aturan itu, atau pilih hari lain.")


class ClockRuleBegun(Conflict):
    """A rule that reports were measured by is not changed any more."""

    code = "reports.clock_rule_begun"
    text = gettext_noop("Aturan ini sudah dipakai, jadi tidak dapat diubah lagi.")
    advice = gettext_noop("Akhiri, atau buat aturan baru mulai hari lain.")


class ClockRuleNotFound(NotFound):
    """No such rule of time."""

    code = "reports.clock_rule_not_found"
    text = gettext_noop("Aturan waktu itu tidak ada.")


class RungFaulty(Invalid):
    """A rung of the ladder that cannot be."""

    code = "reports.rung_faulty"
    text = gettext_noop("Anak tangga itu belum dapat disimpan.")


class RungBegun(Conflict):
    """A rung that reports may have been on is not taken back any more."""

    code = "reports.rung_begun"
    text = gettext_noop("Anak tangga ini sudah dipakai, jadi tidak dapat ditarik.")
    advice = gettext_noop("Akhiri, lalu buat yang baru mulai hari lain.")


class RungNotFound(NotFound):
    """No such rung."""

    code = "reports.rung_not_found"
    text = gettext_noop("Anak tangga itu tidak ada.")
