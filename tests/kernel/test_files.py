from __future__ import annotations

import datetime as dt
import io
import struct
import zlib
from contextlib import suppress
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import ExifTags, Image, PngImagePlugin

from pendopo.kernel import clock
from pendopo.kernel.actor import ANONYMOUS, SYSTEM, Actor, ActorKind
from pendopo.kernel.files import places
from pendopo.kernel.files.api import (
    FileNotFound,
    FileTaken,
    FileTooLarge,
    NotAPhoto,
    PhotoBroken,
    PhotoFormatRefused,
    PhotoTooManyPixels,
    accept_image,
    attach,
    file_url,
    list_files,
    read_file,
    register_reader,
    release,
    signed_url,
    sweep_orphans,
)
from pendopo.kernel.files.images import clean_photo
from pendopo.kernel.files.jobs import sweep_orphans_hourly
from pendopo.kernel.files.models import StoredFile
from pendopo.kernel.files.rules import Size
from tests.support.jobs import run_now

NOW = dt.datetime(2026, 11, 21, 3, 0, tzinfo=dt.UTC)
RESIDENT = Actor(kind=ActorKind.RESIDENT, account_id=1)
register_reader("test", lambda actor, _file: actor.account_id == 1)


@pytest.fixture(autouse=True)
def storage_folder(settings, tmp_path):
    settings.FILES_FOLDER, settings.FILES_S3, settings.CLAMAV_ADDRESS = tmp_path, None, ""
    places.storage.cache_clear()
    places.scanner.cache_clear()
    yield tmp_path
    places.storage.cache_clear()
    places.scanner.cache_clear()


def written(image: Image.Image, kind: str = "JPEG", **options: object) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def photo(width: int = 640, height: int = 480, kind: str = "JPEG", **options: object) -> bytes:
    """Left half red, right half blue."""
    image = Image.new("RGB", (width, height), (200, 30, 30))
    image.paste((30, 30, 200), (width // 2, 0, width, height))
    return written(image, kind, **options)


def exif(
    *, lon=(113, 13, 27.48), lat=(8, 8, 0.6), south="S", orientation=1, taken="2026:11:21 09:30:00"
) -> Image.Exif:
    notes = Image.Exif()
    notes[ExifTags.Base.Orientation] = orientation
    notes[ExifTags.Base.Make] = "KAMERA RAHASIA"
    gps = notes.get_ifd(ExifTags.IFD.GPSInfo)
    gps[ExifTags.GPS.GPSLatitudeRef], gps[ExifTags.GPS.GPSLatitude] = south, lat
    gps[ExifTags.GPS.GPSLongitudeRef], gps[ExifTags.GPS.GPSLongitude] = "E", lon
    taken_ifd = notes.get_ifd(ExifTags.IFD.Exif)
    taken_ifd[ExifTags.Base.DateTimeOriginal] = taken
    return notes


def accept(content: bytes, actor: Actor = ANONYMOUS, name: str = "foto.jpg", **more):
    return accept_image(actor, upload=SimpleUploadedFile(name, content), purpose="test", **more)


def test_a_photo_is_kept_in_three_sizes_and_never_enlarged():
    clean = clean_photo(photo(4000, 3000))
    sizes = {size: Image.open(io.BytesIO(picture)).size for size, picture in clean.pictures.items()}
    assert sizes == {Size.LARGE: (2048, 1536), Size.MEDIUM: (960, 720), Size.SMALL: (320, 240)}
    small = clean_photo(photo(300, 200))
    assert (small.width, small.height) == (300, 200)


def test_place_and_moment_are_read_and_then_gone():
    with clock.freeze(NOW):
        clean = clean_photo(photo(exif=exif(), comment=b"rahasia"))
    assert clean.place.lon == pytest.approx(113.2243, abs=1e-6)
    assert clean.place.lat == pytest.approx(-8.1335, abs=1e-6)
    assert clean.place.taken_at == dt.datetime(2026, 11, 21, 2, 30, tzinfo=dt.UTC)
    for picture in clean.pictures.values():
        kept = Image.open(io.BytesIO(picture))
        assert not kept.getexif()
        assert b"Exif" not in picture
        assert b"RAHASIA" not in picture.upper()


def test_the_offset_of_the_camera_beats_the_zone_of_the_installation():
    with clock.freeze(NOW):
        clean = clean_photo(photo(exif=exif()))
        other = exif()
        other.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.OffsetTimeOriginal] = "+09:00"
        in_papua = clean_photo(photo(exif=other))
    assert clean.place.taken_at - in_papua.place.taken_at == dt.timedelta(hours=2)


@pytest.mark.parametrize(
    "notes",
    [
        exif(lon=(0, 0, 0), lat=(0, 0, 0), taken="0000:00:00 00:00:00"),
        exif(lon=(999, 0, 0), taken="besok"),
        exif(lat=(8, 8), taken="2031:01:01 00:00:00"),
    ],
)
def test_notes_that_make_no_sense_are_no_place(notes):
    with clock.freeze(NOW):
        assert clean_photo(photo(exif=notes)).place is None


def test_a_photo_held_sideways_is_turned_upright():
    # Orientation 6: the camera was turned; the left of the sensor is the top of the scene.
    clean = clean_photo(photo(640, 480, exif=exif(orientation=6)))
    assert (clean.width, clean.height) == (480, 640)
    upright = Image.open(io.BytesIO(clean.pictures[Size.LARGE])).convert("RGB")
    top, bottom = upright.getpixel((240, 20)), upright.getpixel((240, 620))
    assert top[0] > 150 > top[2]
    assert bottom[2] > 150 > bottom[0]


def test_text_hidden_in_a_png_is_gone():
    notes = PngImagePlugin.PngInfo()
    notes.add_text("Comment", "rahasia")
    notes.add_itxt("XML:com.adobe.xmp", "<rahasia/>", zip=True)
    clean = clean_photo(photo(kind="PNG", pnginfo=notes))
    assert all(b"rahasia" not in picture for picture in clean.pictures.values())


@pytest.mark.parametrize(("mode", "nothing"), [("RGBA", (0, 0, 0, 0)), ("LA", (0, 0))])
def test_what_is_transparent_becomes_white(mode, nothing):
    clean = clean_photo(written(Image.new(mode, (100, 100), nothing), "PNG"))
    assert Image.open(io.BytesIO(clean.pictures[Size.LARGE])).getpixel((50, 50)) == (255, 255, 255)


def test_webp_is_taken_in():
    assert clean_photo(photo(kind="WEBP")).width == 640


SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"MZ\x90\x00" + bytes(2000),
        b"%PDF-1.7 ...",
        SVG,
        b"PK\x03\x04",
        b"GIF89a" + bytes(50),
        b"\x00" * 100,
    ],
    ids=["empty", "executable", "pdf", "svg with script", "zip", "gif", "zeros"],
)
def test_what_is_not_a_photo_is_refused_whatever_its_name(content):
    with pytest.raises(NotAPhoto) as refused:
        accept(content, name="foto.jpg")
    assert "bukan foto" in str(refused.value)


@pytest.mark.parametrize("brand", [b"heic", b"mif1", b"avif"])
def test_heic_is_refused_with_advice(brand):
    with pytest.raises(PhotoFormatRefused) as refused:
        clean_photo(b"\x00\x00\x00\x18ftyp" + brand + bytes(100))
    assert "Paling Kompatibel" in refused.value.advice


class _EndlessPhoto:
    """A photo of 60 MB that arrives piece by piece without saying how long it is."""

    taken = 0

    def read(self, size: int) -> bytes:
        self.taken += size
        return photo()[:3] + bytes(size - 3)


def test_a_photo_of_60_megabytes_is_refused_before_it_is_read():
    upload = SimpleUploadedFile("foto.jpg", b"")
    upload.size = 60_000_000
    with pytest.raises(FileTooLarge) as refused:
        accept_image(ANONYMOUS, upload=upload, purpose="test")
    assert refused.value.status == 413
    assert str(refused.value) == "Foto ini lebih besar dari 15 MB."


def test_an_upload_that_hides_its_length_is_read_no_further_than_the_limit():
    upload = _EndlessPhoto()
    with pytest.raises(FileTooLarge):
        accept_image(ANONYMOUS, upload=upload, purpose="test")
    assert upload.taken == 15_000_001


def png_that_claims(width: int, height: int) -> bytes:
    """A tiny file whose header promises a huge picture."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack("!I", len(body)) + kind + body + struct.pack("!I", zlib.crc32(kind + body))

    header = struct.pack("!IIBBBBB", width, height, 8, 2, 0, 0, 0)
    pixels = zlib.compress(bytes(1_000_000), 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


@pytest.mark.parametrize("side", [7_100, 12_000, 40_000])
def test_a_decompression_bomb_is_refused_before_it_is_decoded(side):
    with pytest.raises(PhotoTooManyPixels):
        clean_photo(png_that_claims(side, side))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_photo_cut_off_in_transit_is_refused(kind):
    whole = photo(kind=kind)
    with pytest.raises(PhotoBroken):
        clean_photo(whole[: len(whole) * 2 // 3])


@pytest.mark.filterwarnings("ignore::UserWarning:PIL")  # Pillow warns about damaged EXIF and reads on
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_a_damaged_photo_is_taken_in_or_refused_but_never_a_fault(data):
    content = bytearray(photo(64, 48, data.draw(st.sampled_from(["JPEG", "PNG", "WEBP"])), exif=exif()))
    for position in data.draw(st.lists(st.integers(0, len(content) - 1), min_size=1, max_size=12)):
        content[position] = data.draw(st.integers(0, 255))
    with suppress(NotAPhoto, PhotoFormatRefused, PhotoBroken, PhotoTooManyPixels):
        assert clean_photo(bytes(content)).width > 0


def test_an_accepted_photo_lies_in_the_folder_without_drafts(db, storage_folder):
    file = accept(photo()).file
    names = sorted(path.name for path in storage_folder.rglob("*") if path.is_file())
    assert names == sorted(f"{file.uid}-{size}.jpg" for size in Size)
    assert file.byte_size == len(read_file(file, "large"))


def test_files_are_given_once_and_in_order(db):
    first, second = accept(photo()).file, accept(photo(100, 100)).file
    given = attach([second.uid, first.uid], owner="report:1")
    assert [file.uid for file in given] == [second.uid, first.uid]
    assert [file.uid for file in list_files("report:1")] == [first.uid, second.uid]
    attach([first.uid], owner="report:1")
    with pytest.raises(FileTaken):
        attach([first.uid], owner="report:2")
    with pytest.raises(FileNotFound):
        attach([uuid4()], owner="report:1")


def test_an_owner_that_lets_a_file_go_leaves_it_to_the_next(db):
    file = accept_image(SYSTEM, upload=io.BytesIO(written(Image.new("RGB", (9, 9)))), purpose="test").file
    attach([file.uid], owner="incoming:1")
    with pytest.raises(FileTaken):
        release([file.uid], owner="incoming:2")
    release([file.uid], owner="incoming:1")
    assert attach([file.uid], owner="report:1")[0].owner_subject == "report:1"


def test_what_nobody_took_is_swept_after_a_day(db, storage_folder):
    with clock.freeze(NOW):
        orphan, taken = accept(photo()).file, accept(photo()).file
        attach([taken.uid], owner="report:1")
    with clock.freeze(NOW + dt.timedelta(hours=23)):
        assert sweep_orphans() == 0
    with clock.freeze(NOW + dt.timedelta(hours=25)):
        run_now(sweep_orphans_hourly)
        assert sweep_orphans() == 0
    assert not StoredFile.objects.filter(uid=orphan.uid).exists()
    assert len(list(storage_folder.rglob("*.jpg"))) == len(Size)


def test_a_picture_is_shown_to_whom_its_purpose_allows(db, rf):
    from pendopo.kernel.files.views import picture

    file = accept(photo()).file
    request = rf.get(file_url(file, "small"))
    with pytest.raises(FileNotFound):
        picture(request, uid=file.uid, size="small")
    request.actor = RESIDENT
    response = picture(request, uid=file.uid, size="small")
    assert response.content == read_file(file, "small")
    assert response["Content-Type"] == "image/jpeg"
    assert response["Cache-Control"] == "private, max-age=300"
    assert response["Content-Disposition"] == f'inline; filename="foto-{file.uid}-small.jpg"'
    assert response["X-Content-Type-Options"] == "nosniff"
    again = rf.get("/", headers={"If-None-Match": response["ETag"]})
    again.actor = RESIDENT
    assert picture(again, uid=file.uid, size="small").status_code == 304


def test_a_purpose_nobody_answers_for_shows_nothing_but_public_files(db):
    from pendopo.kernel.files.readers import may_read

    hidden = accept_image(ANONYMOUS, upload=io.BytesIO(photo()), purpose="lain").file
    shown = accept_image(ANONYMOUS, upload=io.BytesIO(photo()), purpose="lain", is_public=True).file
    assert not may_read(RESIDENT, hidden)
    assert may_read(ANONYMOUS, shown)
    assert may_read(SYSTEM, hidden)


def test_a_size_that_does_not_exist_is_not_found(db, rf):
    from pendopo.kernel.files.views import picture

    with pytest.raises(FileNotFound):
        picture(rf.get("/"), uid=uuid4(), size="../../etc/passwd")


def shown_by(rf, address: str, file: StoredFile, size: str = "medium") -> int:
    from pendopo.kernel.files.views import picture

    return picture(rf.get(address), uid=file.uid, size=size).status_code


def test_a_signed_address_shows_one_picture_for_an_hour_or_two(db, rf):
    file, other = accept(photo()).file, accept(photo()).file
    with clock.freeze(NOW):
        address = signed_url(file.uid, "medium")
        assert shown_by(rf, address, file) == 200
        with pytest.raises(FileNotFound):
            shown_by(rf, address, file, "large")
        with pytest.raises(FileNotFound):
            shown_by(rf, address, other)
        with pytest.raises(FileNotFound):
            shown_by(rf, address[:-1] + "x", file)
    with clock.freeze(NOW + dt.timedelta(minutes=59)):
        assert signed_url(file.uid, "medium") == address
    with clock.freeze(NOW + dt.timedelta(hours=2)), pytest.raises(FileNotFound):
        shown_by(rf, address, file)


@pytest.mark.parametrize("permit", ["", ".", "1", "9999999999.x", "\u0661.x", "1.2.3", "999999999.\u00e9"])
def test_a_made_up_permit_shows_nothing(db, rf, permit):
    file = accept(photo()).file
    with pytest.raises(FileNotFound):
        shown_by(rf, f"{reverse('files:picture', args=[file.uid, 'medium'])}?izin={permit}", file)


def test_two_contexts_cannot_decide_about_the_same_purpose():
    with pytest.raises(ValueError, match="somebody else"):
        register_reader("test", lambda _actor, _file: True)
