"""What letters and texts are read as: any bytes, any words."""

from __future__ import annotations

import base64
import io
import quopri

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pendopo.connectors.inbox.adapters.html_words import words_of_html
from pendopo.connectors.inbox.adapters.letters import read_letter
from pendopo.connectors.inbox.rules.mail import own_words
from pendopo.connectors.inbox.rules.messages import MOST_PHOTOS, tidied
from pendopo.connectors.inbox.rules.places import NamedPlace, villages_in
from pendopo.connectors.inbox.rules.signing import signature_of
from pendopo.connectors.inbox.rules.words import Wish, asked_in, bare_subject, visibility_in
from tests.connectors.inbox.residents import SRI, letter, photo_at

OWN = frozenset({"lapor@kota.contoh.id"})
_HEADERS = st.sampled_from(
    ["From", "Subject", "Message-ID", "Date", "Content-Type", "Content-Transfer-Encoding", "To", "X-Aneh"]
)
_VALUES = st.one_of(
    st.text(max_size=60),
    st.sampled_from(
        [
            "multipart/mixed; boundary=b", "multipart/mixed", "text/plain; charset=tidak-ada",
            "text/html; charset=utf-16", "message/rfc822", "image/jpeg", "base64", "quoted-printable",
            "=?utf-8?B?rusak", "=?aneh?Q?=FF?=", "Bu Sri <sri@contoh.id>", "<<>>", "@", "a@b", '"',
        ]
    ),
)  # fmt: skip
_LINES = st.one_of(
    st.binary(max_size=80),
    st.sampled_from([b"--b", b"--b--", b"", b"> kutipan", b"Content-Type: text/html", b"<p>halo"]),
)


@given(st.lists(st.tuples(_HEADERS, _VALUES), max_size=12), st.lists(_LINES, max_size=30))
def test_whatever_lies_in_a_mailbox_is_read_as_something(headers, lines):
    head = "".join(f"{name}: {value}\r\n" for name, value in headers).encode("utf-8", "replace")
    arrival = read_letter(head + b"\r\n" + b"\r\n".join(lines), own=OWN)
    for text in (arrival.text, arrival.whole, arrival.subject, arrival.name):
        assert text == tidied(text)
        text.encode()
    assert len(arrival.outside_id) == 64
    assert len(arrival.photos) <= MOST_PHOTOS
    assert arrival.is_automatic or "@" in arrival.sender


@given(st.binary(max_size=2000))
def test_bytes_that_are_no_letter_are_read_as_something(raw):
    assert read_letter(raw, own=OWN).outside_id


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=300))
def test_words_come_through_every_encoding(words):
    plain = tidied(words)
    written = io.BytesIO(words.encode())
    coded = io.BytesIO()
    quopri.encode(written, coded, quotetabs=True)
    head = f"From: {SRI}\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n".encode()
    by_base64 = head + b"Content-Transfer-Encoding: base64\r\n\r\n" + base64.b64encode(words.encode())
    quoted = head + b"Content-Transfer-Encoding: quoted-printable\r\n\r\n" + coded.getvalue()
    for raw in (by_base64, quoted):
        arrival = read_letter(raw, own=OWN)
        assert (arrival.whole or arrival.text) == plain


@given(st.text(max_size=400))
def test_what_the_sender_wrote_is_never_lost_to_the_rules_of_quotes(text):
    kept = own_words(text)
    assert bool(kept.strip()) == bool("\n".join(line.lstrip(" >") for line in text.splitlines()).strip())


def test_a_letter_in_html_is_read_without_its_quotes():
    page = (
        "<html><head><style>p{}</style></head><body><p>Lampu&nbsp;padam</p><div>di Tompokersan</div>"
        '<div class="gmail_quote">lama <b>sekali</b></div><blockquote>kutipan</blockquote><p>Sri</p></body>'
    )
    assert words_of_html(page) == "Lampu padam\ndi Tompokersan\nSri"
    raw = f"From: {SRI}\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{page}".encode()
    assert read_letter(raw, own=OWN).text == "Lampu padam\ndi Tompokersan\nSri"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Di Kebonsari.\n\n-- \nSri Wahyuni\n0812", "Di Kebonsari."),
        ("Di Kebonsari.\n\nDikirim dari iPhone saya", "Di Kebonsari."),
        ("Di Kebonsari.\nPada Sen, 23 Nov 2026 09.00 Pendopo <a@b.id> menulis:\n> Di mana?", "Di Kebonsari."),
        (
            "Di Kebonsari.\nOn Mon, 23 Nov 2026 at 09:00,\nPendopo <a@b.id> wrote:\n> Di mana?",
            "Di Kebonsari.",
        ),
        ("Di Kebonsari.\n________________________________\nDari: Pendopo <a@b.id>\nLama", "Di Kebonsari."),
        ("Di Kebonsari.\n-----Pesan Asli-----\nLama", "Di Kebonsari."),
        ("> Lampu padam\n> di Kebonsari", "Lampu padam\ndi Kebonsari"),
        ("Dari pagi listrik padam", "Dari pagi listrik padam"),
    ],
)
def test_quotes_and_signatures_are_cut(text, words):
    assert own_words(text) == words


@pytest.mark.parametrize("subject", ["Re: Lampu", "RE: Fwd: Lampu", "Bls: Lampu", "re[2]: Lampu"])
def test_marks_before_a_subject_are_cut(subject):
    assert bare_subject(subject) == "Lampu"


def test_attached_letters_logos_and_signatures_are_no_photos():
    raw = letter("Lampu padam", photos=(b"GIF89a",), kind=("image", "gif"))
    assert read_letter(raw, own=OWN).photos == ()
    raw = letter("Lampu padam", photos=(photo_at(113.2, -8.1),), kind=("application", "octet-stream"))
    assert len(read_letter(raw, own=OWN).photos) == 1


@pytest.mark.parametrize(
    ("text", "wish"),
    [
        ("STATUS LPR-2611-000417 abcDEF", Wish.STATUS),
        ("status", Wish.STATUS),
        ("Status jalan ini sudah lama rusak", Wish.REPORT),
        ("cek lpr2611000417", Wish.STATUS),
        ("Bantuan!", Wish.HELP),
        ("bantuan sosial belum cair di desa kami", Wish.REPORT),
        ("BATAL.", Wish.CANCEL),
        ("Terima kasih 🙏", Wish.NOTHING),
        ("Lapor https://kota.id/lacak/LPR-2611-000417/TCsEBGyWKpP9srkgu27JDg/ masih padam", Wish.ADD),
        ("Lampu padam", Wish.REPORT),
        ("", Wish.REPORT),
    ],
)
def test_what_a_message_asks_for(text, wish):
    assert asked_in(text).wish is wish


def test_a_number_is_read_however_it_is_typed():
    for typed in ("LPR-2611-000417", "lpr 2611 000417", "Lpr2611000417"):
        asked = asked_in(f"status {typed} KUNCI-ku_1")
        assert (asked.number, asked.key) == ("LPR-2611-000417", "KUNCI-ku_1")


@given(st.text(max_size=200))
def test_any_text_asks_for_something(text):
    asked = asked_in(text)
    assert asked.wish in Wish
    assert visibility_in(text)[1] in text


@pytest.mark.parametrize(
    ("text", "visibility", "rest"),
    [
        ("RAHASIA Lurah minta uang", "secret", "Lurah minta uang"),
        ("rahasia: Lurah minta uang", "secret", "Lurah minta uang"),
        ("ANONIM\nTetangga bising", "anonymous", "Tetangga bising"),
        ("Rahasia umum bahwa jalan ini rusak", "open", "Rahasia umum bahwa jalan ini rusak"),
    ],
)
def test_who_may_know_is_said_at_the_beginning(text, visibility, rest):
    assert visibility_in(text) == (visibility, rest)


PLACES = [
    NamedPlace("1", "Jogotrunan", "Lumajang"),
    NamedPlace("2", "Kebonsari", "Sumbersuko"),
    NamedPlace("3", "Kebonsari", "Lumajang"),
    NamedPlace("4", "Sumber", "Candipuro"),
    NamedPlace("5", "Sumber Wuluh", "Candipuro"),
    NamedPlace("6", "Lumajang", "Lumajang"),
    NamedPlace("7", "Kaos", "Candipuro"),
]


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Lampu padam di jogotrunan dekat masjid", "1"),
        ("Jalan Jogotrunan rusak", ""),
        ("Jl. Jogotrunan, Kel. Jogotrunan", "1"),
        ("Kebonsari", "23"),
        ("Kebonsari Sumbersuko", "2"),
        ("Sumber Wuluh banjir", "5"),
        ("desa sumber", "4"),
        ("Kota Lumajang gelap", ""),
        ("Pak Sumber tidak datang", ""),
        ("dari Jogotrunan sampai desa Sumber", "4"),
        ("", ""),
    ],
)
def test_the_village_that_a_text_names(text, codes):
    assert "".join(place.code for place in villages_in(text, PLACES, city="Lumajang")) == codes


def test_the_signature_is_that_of_the_standard():
    """The example of the specification's libraries: standard-webhooks, test vectors."""
    secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
    made = signature_of(
        secret, message_id="msg_p5jXN8AQM9LWM0D4loKWxJek", timestamp=1614265330, body=b'{"test": 2432232314}'
    )
    assert made == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="
