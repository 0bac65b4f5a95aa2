from __future__ import annotations

import datetime as dt
import io

import httpx
import pytest
from PIL import Image

from pendopo.kernel.actor import ANONYMOUS
from pendopo.kernel.files import places, s3
from pendopo.kernel.files.api import Infected, StorageUnavailable, accept_image, read_file
from pendopo.kernel.files.models import StoredFile
from pendopo.kernel.files.rules import FileNotFound
from tests.kernel.file_servers import (
    ACCESS_KEY,
    BUCKET,
    REGION,
    SECRET_KEY,
    ObjectStorage,
    ScanDaemon,
    serving,
)


@pytest.fixture
def object_storage(settings):
    server = ObjectStorage()
    settings.CLAMAV_ADDRESS = ""
    settings.FILES_S3 = {
        "endpoint": server.endpoint,
        "region": REGION,
        "bucket": BUCKET,
        "access_key": ACCESS_KEY,
        "secret_key": SECRET_KEY,
    }
    places.storage.cache_clear()
    places.scanner.cache_clear()
    with serving(server):
        yield server
        places.storage().client.close()
    places.storage.cache_clear()


@pytest.fixture
def scan_daemon(settings, tmp_path):
    server = ScanDaemon()
    settings.FILES_FOLDER, settings.FILES_S3, settings.CLAMAV_ADDRESS = tmp_path, None, server.address
    places.storage.cache_clear()
    places.scanner.cache_clear()
    with serving(server):
        yield server
    places.storage.cache_clear()
    places.scanner.cache_clear()


def photo() -> io.BytesIO:
    out = io.BytesIO()
    Image.new("RGB", (200, 100), "teal").save(out, "JPEG")
    out.seek(0)
    return out


def test_the_signature_is_that_of_the_published_example():
    signed = s3.signed_headers(
        "GET",
        "https://examplebucket.s3.amazonaws.com/test.txt",
        content=b"",
        headers={"range": "bytes=0-9"},
        credentials=s3.Credentials(
            "AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", "us-east-1"
        ),
        at=dt.datetime(2013, 5, 24, tzinfo=dt.UTC),
    )
    assert signed["authorization"].endswith(
        "Signature=f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41"
    )


def test_photos_go_to_object_storage_and_come_back(db, object_storage):
    file = accept_image(ANONYMOUS, upload=photo(), purpose="test").file
    assert len(object_storage.objects) == 3
    assert object_storage.objects[f"/foto/{file.storage_key}-large.jpg"] == read_file(file)


def test_an_object_is_gone_after_it_is_deleted(object_storage):
    storage = places.storage()
    storage.put("a/b c.jpg", b"isi", "image/jpeg")
    assert storage.get("a/b c.jpg") == b"isi"
    storage.delete("a/b c.jpg")
    storage.delete("a/b c.jpg")
    with pytest.raises(FileNotFound):
        storage.get("a/b c.jpg")


def test_a_storage_that_is_down_keeps_nothing_and_says_so(db, object_storage):
    object_storage.is_down = True
    with pytest.raises(StorageUnavailable):
        accept_image(ANONYMOUS, upload=photo(), purpose="test")
    assert not StoredFile.objects.exists()


def test_a_wrong_secret_is_not_mistaken_for_a_missing_file(object_storage):
    credentials = s3.Credentials(ACCESS_KEY, "salah", REGION)
    with httpx.Client(trust_env=False) as client, pytest.raises(StorageUnavailable):
        s3.S3Storage(object_storage.endpoint, BUCKET, credentials, client).get("a.jpg")


def test_malware_in_a_photo_is_refused(db, scan_daemon):
    infected = photo().getvalue() + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE"
    with pytest.raises(Infected):
        accept_image(ANONYMOUS, upload=io.BytesIO(infected), purpose="test")
    assert accept_image(ANONYMOUS, upload=photo(), purpose="test").file.width == 200


def test_a_scanner_that_does_not_answer_lets_nothing_in(db, settings, tmp_path):
    settings.FILES_FOLDER, settings.FILES_S3, settings.CLAMAV_ADDRESS = tmp_path, None, "127.0.0.1:9"
    places.scanner.cache_clear()
    with pytest.raises(StorageUnavailable):
        accept_image(ANONYMOUS, upload=photo(), purpose="test")
    places.scanner.cache_clear()
