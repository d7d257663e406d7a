"""`s3`: a bucket of Amazon S3, or of whatever speaks its protocol (extra `[s3]`)."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from generator.crew import Progress
from generator.deploy.changes import BuiltSite, Changes
from generator.deploy.depot import survey, upload
from generator.deploy.failure import DeployFailed
from generator.model.settings import Bucket
from generator.output.hosting import cache_control, content_type
from generator.publish.manifest import MANIFEST

AT_ONCE = 8
"""Connections. boto3 keeps ten open by default."""

_CREDENTIALS = "give them in the environment (`AWS_ACCESS_KEY_ID`, `AWS_SECRET_ACCESS_KEY`) or by `aws configure`"

_BY_CODE: Mapping[str, tuple[str, str]] = {
    "NoSuchBucket": ("there is no such bucket", "make it, or mend `bucket` in `explainer.yaml`"),
    "AccessDenied": (
        "the credentials may not do this",
        "give them the rights to list the bucket, and to get, put and delete objects in it; one of somebody else is "
        "another's to give: then mend `bucket` in `explainer.yaml`",
    ),
    "InvalidAccessKeyId": ("the access key is unknown", _CREDENTIALS),
    "SignatureDoesNotMatch": ("the secret key is wrong", _CREDENTIALS),
    "ExpiredToken": ("the credentials have expired", "sign in again"),
    "InvalidToken": ("the session token is not valid", "sign in again"),
    "PermanentRedirect": ("the bucket lies in another region", "set `region` in `explainer.yaml`"),
    "AuthorizationHeaderMalformed": ("the bucket lies in another region", "set `region` in `explainer.yaml`"),
    "IllegalLocationConstraintException": ("the bucket lies in another region", "set `region` in `explainer.yaml`"),
    "InvalidBucketName": ("this cannot be the name of a bucket", "mend `bucket` in `explainer.yaml`"),
    "RequestTimeTooSkewed": ("the clock of this machine is wrong", "set the clock"),
    "QuotaExceeded": ("the disk at the far end is full", "free some space there, then run the same command again"),
    "InsufficientStorage": (
        "the disk at the far end is full",
        "free some space there, then run the same command again",
    ),
    "XMinioStorageFull": ("the disk at the far end is full", "free some space there, then run the same command again"),
    "507": ("the disk at the far end is full", "free some space there, then run the same command again"),
    "403": ("the credentials may not do this", _CREDENTIALS),
}
"""By the code of an answer (Amazon S3 API reference, "Error responses"), what it means and what to do."""


class S3Target:
    """The bucket, as `deploy` sees it: a `Depot`. Credentials come from boto3's own chain and from nowhere else."""

    def __init__(self, settings: Bucket, project: Path) -> None:  # noqa: ARG002  # as every target
        self._bucket = settings.bucket
        self._prefix = f"{settings.prefix.strip('/')}/" if settings.prefix.strip("/") else ""
        self.place = f"`s3://{settings.bucket}/{self._prefix}`"
        self._client = _client(settings, self.place)

    def compare(self, site: BuiltSite) -> Changes:
        """What must change there. Raises `DeployFailed` for a bucket with objects that are not ours."""
        return survey(self, site)

    def deliver(self, site: BuiltSite, changes: Changes, progress: Progress) -> None:
        """Uploads what differs, a wave at a time, and removes the rest last. Raises `DeployFailed`."""
        upload(self, site, changes, progress)

    def close(self) -> None:
        """Ends the connections."""
        self._client.close()

    def listing(self) -> Mapping[str, int]:
        """The size of every object under the prefix."""
        found: dict[str, int] = {}
        with _explaining(f"cannot read {self.place}"):
            pages = self._client.get_paginator("list_objects_v2").paginate(Bucket=self._bucket, Prefix=self._prefix)
            for page in pages:
                for entry in page.get("Contents", ()):
                    found[entry["Key"].removeprefix(self._prefix)] = entry["Size"]
        # Consoles make an empty object of the prefix's own name, to show it as a folder.
        return {path: size for path, size in found.items() if path not in (MANIFEST, "")}

    def record(self) -> bytes | None:
        """The record; None where there is none."""
        with _explaining(f"cannot read {self.place}"):
            try:
                answer = self._client.get_object(Bucket=self._bucket, Key=f"{self._prefix}{MANIFEST}")
            except self._client.exceptions.NoSuchKey:
                return None
            data: bytes = answer["Body"].read()
            return data

    def put(self, paths: Sequence[str], site: BuiltSite, done: Callable[[int], None]) -> None:
        """Uploads files, several at once."""

        def one(path: str) -> None:
            self._put(path, site.file(path).read_bytes())

        self._each(one, paths, done)

    def put_record(self, record: bytes) -> None:
        """Uploads the record."""
        self._put(MANIFEST, record)

    def remove(self, paths: Sequence[str]) -> None:
        """Removes objects, several at once. One by one, since not every endpoint removes them together."""

        def one(path: str) -> None:
            with _explaining(f"cannot remove `{path}` from {self.place}"):
                self._client.delete_object(Bucket=self._bucket, Key=f"{self._prefix}{path}")

        self._each(one, paths, lambda _: None)

    def _put(self, path: str, data: bytes) -> None:
        with _explaining(f"cannot upload `{path}` to {self.place}"):
            self._client.put_object(
                Bucket=self._bucket,
                Key=f"{self._prefix}{path}",
                Body=data,
                # What arrives is what was sent, or the far end refuses it (RFC 1864).
                ContentMD5=base64.b64encode(hashlib.md5(data, usedforsecurity=False).digest()).decode("ascii"),
                ContentType=content_type(path),
                CacheControl=cache_control(path),
                Metadata={"sha256": hashlib.sha256(data, usedforsecurity=False).hexdigest()},
            )

    def _each(self, work: Callable[[str], None], paths: Sequence[str], done: Callable[[int], None]) -> None:
        """Does the work for all paths; the first failure stops what has not begun."""
        with ThreadPoolExecutor(AT_ONCE) as pool:
            try:
                for _ in pool.map(work, paths):
                    done(1)
            except BaseException:
                pool.shutdown(wait=False, cancel_futures=True)
                raise


def _client(settings: Bucket, place: str) -> Any:
    try:
        import boto3
        from botocore.config import Config
    except ImportError as missing:
        raise DeployFailed("`s3` needs boto3", "install it: `pip install 'explainer-pages[s3]'`") from missing
    with _explaining(f"cannot read {place}"):
        # Checksums beyond the protocol's own are not understood by every endpoint.
        config = Config(
            retries={"mode": "standard", "max_attempts": 4},
            connect_timeout=15,
            request_checksum_calculation="when_required",
            response_checksum_validation="when_required",
        )
        return boto3.session.Session().client(
            "s3", region_name=settings.region or None, endpoint_url=settings.endpoint_url or None, config=config
        )


@contextmanager
def _explaining(doing: str) -> Iterator[None]:
    """Turns a failure of boto3 into a `DeployFailed`."""
    from botocore.exceptions import BotoCoreError, ClientError

    try:
        yield
    except ClientError as refused:
        found = refused.response.get("Error", {})
        code = str(found.get("Code", ""))
        meaning, hint = _BY_CODE.get(
            code, (f"{code}: {found.get('Message', '')}", "mend what it reports, then try again")
        )
        raise DeployFailed(f"{doing}: {meaning}", hint) from refused
    except BotoCoreError as failure:
        raise DeployFailed(f"{doing}: {_in_words(failure)}", _next_step(failure)) from failure


def _in_words(failure: Exception) -> str:
    from botocore.exceptions import NoCredentialsError

    if isinstance(failure, NoCredentialsError):
        return "there are no credentials"
    return (
        "there is no network, or no such endpoint"
        if _is_network(failure)
        else str(failure).partition("\n")[0].rstrip(".")
    )


def _next_step(failure: Exception) -> str:
    if _is_network(failure):
        return "look at the network and at `endpoint_url` in `explainer.yaml`, then run the same command again"
    if type(failure).__name__ in ("ParamValidationError", "InvalidRegionError", "NoRegionError"):
        return "mend `bucket`, `region` or `endpoint_url` in `explainer.yaml`"
    return _CREDENTIALS


def _is_network(failure: Exception) -> bool:
    from botocore.exceptions import ConnectionError as NoConnection
    from botocore.exceptions import HTTPClientError

    return isinstance(failure, (NoConnection, HTTPClientError))
