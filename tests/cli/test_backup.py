"""What is backed up comes back whole: rows, files, keys, and the chain that proves it."""

from __future__ import annotations

import io
import json
import os
import shutil
import subprocess
import sys
import tarfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from pendopo.kernel.actor import ANONYMOUS
from pendopo.kernel.files.api import accept_image
from pendopo.reports import api as reports
from pendopo.supervisor.backups import pack_files
from pendopo.supervisor.postgres import installation
from tests.supervisor.watching import open_home
from tests.support.cast import jpeg, lamp_draft
from tests.support.databases import clone, drop, speaking_to, worker_name

pytestmark = pytest.mark.slow  # left out of `make check`


@dataclass(frozen=True)
class Lived:
    """A city that has lived: where its database is, the folder of its backup, and a receipt."""

    database: str
    backup: Path
    receipt: reports.Receipt


def call(home: Path, *arguments: str, database: str = "") -> subprocess.CompletedProcess[str]:
    """`pendopo ARGUMENTS` for the installation at `home`."""
    return run(home, "-m", "pendopo", *arguments, database=database)


def run(home: Path, *arguments: str, database: str = "") -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PENDOPO_")}
    environment = {**kept, "PENDOPO_HOME": str(home), "DATABASE_URL": database, "PENDOPO_DEMO": "0"}
    return subprocess.run(  # noqa: S603 - our own program
        [sys.executable, *arguments], capture_output=True, text=True, env=environment, check=False
    )


@pytest.fixture(scope="module")
def lived(django_db_blocker, tmp_path_factory) -> Iterator[Lived]:
    name = worker_name("backup")
    database = clone(name)
    with django_db_blocker.unblock(), speaking_to(name):
        photo = accept_image(ANONYMOUS, upload=jpeg(), purpose=reports.PHOTO_PURPOSE).file.uid
        receipt = reports.submit_report(ANONYMOUS, lamp_draft(photo_uids=(photo,)))
    folder = tmp_path_factory.mktemp("backups") / "tonight"
    done = call(Path(os.environ["PENDOPO_HOME"]), "backup", str(folder), database=database)
    assert done.returncode == 0, done.stderr
    yield Lived(database, folder, receipt)
    drop(name)


@pytest.fixture
def new_home() -> Iterator[Path]:
    with open_home() as folder:
        yield folder


_READ_BACK = """
from pendopo.cli.main import set_up_django
set_up_django()
from pendopo.kernel.actor import ANONYMOUS
from pendopo.kernel.files.places import storage
from pendopo.kernel.files.rules import Size, storage_key
from pendopo.reports.api import get_report
from pendopo.reports.models import Photo, Report
import sys
report = get_report(ANONYMOUS, sys.argv[1], key=sys.argv[2])
photo = Photo.objects.select_related("file").get()
picture = storage().get(storage_key(photo.file.storage_key, Size.LARGE))
is_whole = len(picture) == photo.file.byte_size
print(report.text, Report.objects.get().contact_phone, len(report.photos), is_whole)
"""


def test_a_city_comes_back_whole_in_an_empty_folder_with_a_server_of_its_own(lived, new_home):
    restored = call(new_home, "restore", str(lived.backup))
    assert restored.returncode == 0, restored.stderr
    keys = json.loads((new_home / "secrets.json").read_text())
    server = installation(new_home, password=keys["database_password"])
    server.start()
    try:
        checked = call(new_home, "audit", "verify")
        assert (checked.returncode, checked.stdout) == (0, "2 catatan diperiksa, 0 kesalahan.\n")
        read = run(new_home, "-c", _READ_BACK, lived.receipt.number, lived.receipt.secret)
        assert read.stdout == "Lampu jalan padam di depan pasar +6281234567890 1 True\n", read.stderr
    finally:
        server.stop()


def test_files_that_come_and_go_do_not_stop_a_backup(tmp_path):
    folder = tmp_path / "files" / "ab"
    folder.mkdir(parents=True)
    for name in ("a.jpg", "b.jpg", ".c.jpg.1f2e"):
        (folder / name).write_bytes(b"photo")

    class Sweeping(io.BytesIO):
        """The sweep removes the second photo while the first one is written."""

        def write(self, content, /):
            (folder / "b.jpg").unlink(missing_ok=True)
            return super().write(content)

    written = Sweeping()
    with tarfile.open(fileobj=written, mode="w") as archive:
        pack_files(archive, tmp_path / "files")
    with tarfile.open(fileobj=io.BytesIO(written.getvalue())) as archive:
        assert archive.getnames() == ["files", "files/ab", "files/ab/a.jpg"]


def test_a_backup_that_was_changed_is_refused_before_anything_is_written(lived, new_home, tmp_path):
    changed = tmp_path / "changed"
    shutil.copytree(lived.backup, changed)
    with (changed / "database.dump").open("r+b") as dump:
        dump.seek(100)
        dump.write(b"x")
    refused = call(new_home, "restore", str(changed))
    assert refused.returncode == 1
    assert "database.dump" in refused.stderr
    assert list(new_home.iterdir()) == []


def test_a_city_is_never_written_over(lived, new_home):
    home = Path(os.environ["PENDOPO_HOME"])
    assert "sudah berisi kota" in call(home, "restore", str(lived.backup)).stderr
    refused = call(new_home, "restore", str(lived.backup), database=lived.database)
    assert "tidak kosong" in refused.stderr
    assert not (new_home / "secrets.json").exists()


def test_a_backup_is_for_its_owner_only_and_never_replaces_another(lived):
    assert lived.backup.stat().st_mode & 0o077 == 0
    home = Path(os.environ["PENDOPO_HOME"])
    assert "sudah ada" in call(home, "backup", str(lived.backup), database=lived.database).stderr


def test_what_is_no_backup_is_told_as_such(new_home, tmp_path):
    assert "bukan cadangan" in call(new_home, "restore", str(tmp_path)).stderr


def test_a_folder_without_a_city_has_nothing_to_back_up(new_home, tmp_path):
    assert "belum berisi kota" in call(new_home, "backup", str(tmp_path / "x")).stderr
