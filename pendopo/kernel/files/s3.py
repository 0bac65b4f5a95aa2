"""Storage by the S3 API: PUT, GET and DELETE of one object, signed by AWS Signature Version 4.

Addresses are in path style (``https://endpoint/bucket/key``), which MinIO, Ceph, Garage and AWS understand.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from urllib.parse import quote, urlsplit

import httpx

from pendopo.kernel import clock
from pendopo.kernel.files.rules import FileNotFound, StorageUnavailable

_TIMEOUT_SECONDS = 10.0


@dataclass(frozen=True, slots=True)
class Credentials:
    """Who signs, and where."""

    access_key: str
    secret_key: str = field(repr=False)
    region: str


@dataclass(frozen=True, slots=True)
class S3Storage:
    """Each key is an object of one bucket."""

    endpoint: str
    """Such as ``https://s3.example.go.id``, without a path."""
    bucket: str
    credentials: Credentials
    client: httpx.Client

    def put(self, key: str, content: bytes, content_type: str) -> None:
        """Write the object; the answer comes after it is stored."""
        self._send("PUT", key, content, {"content-type": content_type})

    def get(self, key: str) -> bytes:
        """Read the object."""
        return self._send("GET", key, b"", {}).content

    def delete(self, key: str) -> None:
        """Remove the object."""
        self._send("DELETE", key, b"", {})

    def _send(self, method: str, key: str, content: bytes, headers: Mapping[str, str]) -> httpx.Response:
        url = f"{self.endpoint}/{quote(self.bucket)}/{quote(key)}"
        signed = signed_headers(
            method, url, content=content, headers=headers, credentials=self.credentials, at=clock.now()
        )
        try:
            response = self.client.request(method, url, content=content, headers=signed)
        except httpx.HTTPError:
            raise StorageUnavailable from None
        if response.status_code == HTTPStatus.NOT_FOUND and method == "GET":
            raise FileNotFound
        if not response.is_success and not (
            method == "DELETE" and response.status_code == HTTPStatus.NOT_FOUND
        ):
            raise StorageUnavailable
        return response


def from_settings(values: Mapping[str, str]) -> S3Storage:
    """The storage that the ``PENDOPO_S3_*`` variables describe; the region defaults to ``us-east-1``."""
    credentials = Credentials(values["access_key"], values["secret_key"], values["region"] or "us-east-1")
    client = httpx.Client(timeout=_TIMEOUT_SECONDS, trust_env=False)
    return S3Storage(values["endpoint"].rstrip("/"), values["bucket"], credentials, client)


def signed_headers(
    method: str,
    url: str,
    *,
    content: bytes,
    headers: Mapping[str, str],
    credentials: Credentials,
    at: dt.datetime,
) -> dict[str, str]:
    """``headers`` (names in small letters) with date, digest and Authorization.

    Source: AWS Signature Version 4, "Create a signed AWS API request".
    """
    parts = urlsplit(url)
    moment = at.strftime("%Y%m%dT%H%M%SZ")
    digest = hashlib.sha256(content).hexdigest()
    signed = dict(headers) | {"host": parts.netloc, "x-amz-date": moment, "x-amz-content-sha256": digest}
    names = ";".join(sorted(signed))
    canonical = "\n".join(
        (
            method,
            parts.path,
            parts.query,
            *(f"{name}:{signed[name].strip()}" for name in sorted(signed)),
            "",
            names,
            digest,
        )
    )
    scope = f"{moment[:8]}/{credentials.region}/s3/aws4_request"
    to_sign = "\n".join(("AWS4-HMAC-SHA256", moment, scope, hashlib.sha256(canonical.encode()).hexdigest()))
    key = f"AWS4{credentials.secret_key}".encode()
    for part in scope.split("/"):
        key = hmac.new(key, part.encode(), hashlib.sha256).digest()
    signature = hmac.new(key, to_sign.encode(), hashlib.sha256).hexdigest()
    claim = f"Credential={credentials.access_key}/{scope},SignedHeaders={names},Signature={signature}"
    return signed | {"authorization": f"AWS4-HMAC-SHA256 {claim}"}
