"""The front door of files."""

from __future__ import annotations

from pendopo.kernel.files.actions import AcceptedImage, accept_image, attach, release, sweep_orphans
from pendopo.kernel.files.links import file_url, signed_url
from pendopo.kernel.files.queries import find_same_look, list_files, looks_of, read_file
from pendopo.kernel.files.readers import register_reader
from pendopo.kernel.files.rules import (
    FileNotFound,
    FileTaken,
    FileTooLarge,
    Infected,
    NotAPhoto,
    PhotoBroken,
    PhotoFormatRefused,
    PhotoPlace,
    PhotoTooManyPixels,
    Size,
    StorageUnavailable,
)

__all__ = [
    "AcceptedImage",
    "FileNotFound",
    "FileTaken",
    "FileTooLarge",
    "Infected",
    "NotAPhoto",
    "PhotoBroken",
    "PhotoFormatRefused",
    "PhotoPlace",
    "PhotoTooManyPixels",
    "Size",
    "StorageUnavailable",
    "accept_image",
    "attach",
    "file_url",
    "find_same_look",
    "list_files",
    "looks_of",
    "read_file",
    "register_reader",
    "release",
    "signed_url",
    "sweep_orphans",
]
