"""An emulator that takes signed requests only: boto3 and the AWS CLI sign them, rightly and wrongly."""

import datetime
import io
import json
import os
import subprocess
import urllib.error
import urllib.request

import boto3
import pytest
from botocore.auth import S3SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.config import Config
from botocore.credentials import Credentials
from botocore.exceptions import ClientError

from workbench import emulator
from workbench.repository import DIRECT

KEY = "AKIDSIGNED0000001"
SECRET = "a/Secret+of=mine"
MISMATCH = "InvalidSignatureException"
UNKNOWN = "UnrecognizedClientException"
SKEWED = "RequestTimeTooSkewed"


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    keys = tmp_path_factory.mktemp("auth") / "keys.yaml"
    keys.write_text(f"{KEY}: {SECRET}\n", encoding="utf-8")
    with emulator.running(options=("--auth", keys)) as where:
        yield where


def client(service, address, *, key=KEY, secret=SECRET, **config):
    return boto3.client(
        service,
        region_name="us-east-1",
        endpoint_url=address,
        aws_access_key_id=key,
        aws_secret_access_key=secret,
        config=Config(retries={"total_max_attempts": 1}, connect_timeout=5, read_timeout=30, **config),
    )


def plain(address, **headers):
    """What an HTTP client without a signer gets: status and body."""
    try:
        with DIRECT.open(urllib.request.Request(address, headers=headers), timeout=30) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as refused:
        return refused.code, refused.read().decode()


def test_boto3_with_a_known_key_is_served_by_every_service(address):
    assert len(client("connect", address).list_instances()["InstanceSummaryList"]) == 3
    assert client("cloudcontrol", address).list_resource_requests()["ResourceRequestStatusSummaries"] == []
    assert client("cloudformation", address).list_stacks()["StackSummaries"] == []
    assert client("sts", address).get_caller_identity()["Account"] == "123456789012"
    ssm = client("ssm", address)
    ssm.put_parameter(Name="/signed", Value="Zoë & co", Type="String")
    assert ssm.get_parameter(Name="/signed")["Parameter"]["Value"] == "Zoë & co"


@pytest.mark.parametrize("checksum", ["when_supported", "when_required"])
@pytest.mark.parametrize("signed_payload", [True, False])
def test_boto3_of_s3_with_every_form_of_payload(address, checksum, signed_payload):
    s3 = client(
        "s3",
        address,
        request_checksum_calculation=checksum,
        s3={"payload_signing_enabled": signed_payload, "addressing_style": "path"},
    )
    s3.create_bucket(Bucket="signed")
    key = "a b/ü+=&~.txt"
    s3.put_object(Bucket="signed", Key=key, Body=b"whole", Metadata={"m": "two  spaces"})
    assert s3.get_object(Bucket="signed", Key=key)["Body"].read() == b"whole"
    s3.upload_fileobj(io.BytesIO(b"x" * 100_000), "signed", "stream")
    assert s3.head_object(Bucket="signed", Key="stream")["ContentLength"] == 100_000
    assert [o["Key"] for o in s3.list_objects_v2(Bucket="signed", Prefix="a b/")["Contents"]] == [key]
    s3.delete_object(Bucket="signed", Key=key)


def test_s3_presigned_is_served_as_signed_and_not_when_changed(address):
    s3 = client("s3", address, signature_version="s3v4", s3={"addressing_style": "path"})
    s3.create_bucket(Bucket="presigned")
    s3.put_object(Bucket="presigned", Key="k", Body=b"body")
    url = s3.generate_presigned_url("get_object", Params={"Bucket": "presigned", "Key": "k"}, ExpiresIn=60)
    assert plain(url) == (200, "body")
    status, body = plain(url.replace("/k?", "/other?"))
    assert (status, "<Code>SignatureDoesNotMatch</Code>" in body) == (403, True)
    status, body = plain(url + "&versionId=1")
    assert (status, "<Code>SignatureDoesNotMatch</Code>" in body) == (403, True)


@pytest.mark.parametrize(
    ("service", "operation", "wrong_secret", "unknown_key"),
    [
        ("connect", "list_instances", (MISMATCH, 403), (UNKNOWN, 403)),
        (
            "cloudcontrol",
            "list_resource_requests",
            (MISMATCH, 400),
            (UNKNOWN, 400),
        ),
        ("ssm", "get_parameter", (MISMATCH, 400), (UNKNOWN, 400)),
        ("cloudformation", "list_stacks", ("SignatureDoesNotMatch", 403), ("InvalidClientTokenId", 403)),
        ("sts", "get_caller_identity", ("SignatureDoesNotMatch", 403), ("InvalidClientTokenId", 403)),
        ("s3", "list_buckets", ("SignatureDoesNotMatch", 403), ("InvalidAccessKeyId", 403)),
    ],
)
def test_boto3_with_a_wrong_secret_or_an_unknown_key(address, service, operation, wrong_secret, unknown_key):
    members = {"Name": "/signed"} if service == "ssm" else {}
    for credentials, expected in (({"secret": "guessed"}, wrong_secret), ({"key": "AKIDSTRANGER0001"}, unknown_key)):
        with pytest.raises(ClientError) as refused:
            getattr(client(service, address, **credentials), operation)(**members)
        response = refused.value.response
        assert (response["Error"]["Code"], response["ResponseMetadata"]["HTTPStatusCode"]) == expected
        assert SECRET not in str(response)


@pytest.mark.parametrize(("minutes", "code"), [(-16, SKEWED), (16, SKEWED), (-14, None)])
def test_s3_signed_at_another_time(address, monkeypatch, minutes, code):
    when = datetime.datetime.now(datetime.UTC).replace(tzinfo=None) + datetime.timedelta(minutes=minutes)
    monkeypatch.setattr("botocore.auth.get_current_datetime", lambda remove_tzinfo=True: when)
    request = AWSRequest("GET", address + "/")
    S3SigV4Auth(Credentials(KEY, SECRET), "s3", "us-east-1").add_auth(request)
    status, body = plain(address + "/", **dict(request.headers.items()))
    assert status == (403 if code else 200), body
    assert not code or f"<Code>{code}</Code>" in body


def aws(address, secret, *arguments):
    environment = {name: value for name, value in os.environ.items() if not name.startswith("AWS_")}
    environment |= {"AWS_ENDPOINT_URL": address, "AWS_ACCESS_KEY_ID": KEY, "AWS_SECRET_ACCESS_KEY": secret}
    environment |= {"AWS_DEFAULT_REGION": "us-east-1", "AWS_CONFIG_FILE": os.devnull, "AWS_MAX_ATTEMPTS": "1"}
    environment |= {"AWS_SHARED_CREDENTIALS_FILE": os.devnull, "AWS_EC2_METADATA_DISABLED": "true"}
    return subprocess.run(
        ["aws", "--output", "json", *arguments],
        env=environment,
        capture_output=True,
        text=True,
        timeout=90,
        check=False,
    )


def test_aws_cli_signs_and_is_told_when_it_does_not_sign_rightly(address, tmp_path):
    file = tmp_path / "template.json"
    file.write_text("{}", encoding="utf-8")
    assert len(json.loads(aws(address, SECRET, "connect", "list-instances").stdout)["InstanceSummaryList"]) == 3
    made = aws(address, SECRET, "s3", "mb", "s3://cli")
    assert made.returncode == 0, made.stderr
    copied = aws(address, SECRET, "s3", "cp", str(file), "s3://cli/template.json")
    assert copied.returncode == 0, copied.stderr
    assert "template.json" in aws(address, SECRET, "s3", "ls", "s3://cli").stdout
    refused = aws(address, "guessed", "connect", "list-instances")
    assert "InvalidSignatureException" in refused.stderr
    refused = aws(address, "guessed", "s3", "ls")
    assert "SignatureDoesNotMatch" in refused.stderr


def test_request_without_a_signature(address):
    status, body = plain(address + "/instance")
    assert (status, "Missing Authentication Token" in body) == (403, True)
    assert plain(address + "/_emulator/health")[0] == 200
