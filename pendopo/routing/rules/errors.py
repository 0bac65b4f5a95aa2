"""What is refused, and what the person is told."""

from __future__ import annotations

from pendopo.kernel.errors import Conflict, Invalid, NotFound, Unavailable, gettext_noop


class TopicNotFound(NotFound):
    """No topic has this code."""

    code = "routing.topic_not_found"


class ModelNotFound(NotFound):
    """No model has this version."""

    code = "routing.model_not_found"
    text = gettext_noop("Versi itu tidak ada.")
    advice = gettext_noop("Pilih versi dari daftar.")


class WeightsBroken(Conflict):
    """Kept weights cannot be read, or were learned for other topics."""

    code = "routing.weights_broken"
    text = gettext_noop("Versi ini tidak cocok lagi dengan daftar bidang.")
    advice = gettext_noop("Pakai versi lain, atau latih yang baru.")


class TooFewExamples(Invalid):
    """There is nothing to learn from."""

    code = "routing.too_few_examples"
    text = gettext_noop("Contoh belum cukup untuk belajar.")
    advice = gettext_noop("Tunggu sampai lebih banyak laporan diputuskan.")


class LearningInterrupted(Unavailable):
    """The installation stops, or the process that learned was ended."""

    code = "routing.learning_interrupted"
    text = gettext_noop("Pelatihan terhenti.")
    advice = gettext_noop("Latih lagi; tidak ada keputusan yang hilang.")


class LearnerMissing(Unavailable):
    """The library that learns is not installed here."""

    code = "routing.learner_missing"
    text = gettext_noop("Pustaka untuk belajar belum terpasang.")
    advice = gettext_noop("Pasang pendopo[embeddings], lalu coba lagi.")
