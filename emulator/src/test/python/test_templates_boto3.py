"""S3, the Parameter Store and templates by URL, as boto3 calls them on the emulator that AWS_ENDPOINT_URL names."""

import os
import urllib.request
import uuid

import boto3
import pytest
from botocore.config import Config
from botocore.exceptions import ClientError

TEMPLATE = (
    b'{"Parameters":{"P":{"Type":"String"}},'
    b'"Resources":{"H":{"Type":"AWS::CloudFormation::WaitConditionHandle"}}}'
)


def client(service, **options):
    config = Config(retries={"total_max_attempts": 1}, proxies={}, **options)
    return boto3.client(service, region_name="us-east-1", config=config)


@pytest.fixture
def s3():
    return client("s3")


@pytest.fixture
def bucket(s3):
    name = f"b-{uuid.uuid4().hex[:12]}"
    s3.create_bucket(Bucket=name)
    yield name
    for each in s3.list_objects_v2(Bucket=name).get("Contents", []):
        s3.delete_object(Bucket=name, Key=each["Key"])
    s3.delete_bucket(Bucket=name)


def code_of(call, **arguments):
    with pytest.raises(ClientError) as refused:
        call(**arguments)
    return refused.value.response["Error"]["Code"]


def test_object_comes_back_with_its_type_and_metadata_and_is_gone_when_deleted(
    s3, bucket
):
    # A key that looks like a path of other services, and letters that paths encode.
    key = "users/ä b+c%/functions.json"
    put = s3.put_object(
        Bucket=bucket,
        Key=key,
        Body=b"{}",
        ContentType="application/json",
        Metadata={"a": "b"},
    )
    got = s3.get_object(Bucket=bucket, Key=key)
    assert got["Body"].read() == b"{}"
    assert (got["ContentType"], got["Metadata"], got["ETag"]) == (
        "application/json",
        {"a": "b"},
        put["ETag"],
    )
    assert s3.head_object(Bucket=bucket, Key=key)["ContentLength"] == 2
    s3.delete_object(Bucket=bucket, Key=key)
    assert code_of(s3.get_object, Bucket=bucket, Key=key) == "NoSuchKey"
    assert code_of(s3.head_object, Bucket=bucket, Key=key) == "404"


def test_plain_text_is_taken_from_a_client_that_signs(s3, bucket):
    s3.put_object(Bucket=bucket, Key="a.txt", Body=b"text", ContentType="text/plain")
    assert s3.get_object(Bucket=bucket, Key="a.txt")["ContentType"] == "text/plain"


def test_body_that_is_not_what_its_digest_says_is_refused(s3, bucket):
    refused = code_of(
        s3.put_object,
        Bucket=bucket,
        Key="a",
        Body=b"x",
        ContentMD5="AAAAAAAAAAAAAAAAAAAAAA==",
    )
    assert refused in ("BadDigest", "InvalidDigest")
    assert (
        code_of(
            s3.put_object, Bucket=bucket, Key="a", Body=b"x", ChecksumCRC32="AAAAAA=="
        )
        == "BadDigest"
    )
    assert "Contents" not in s3.list_objects_v2(Bucket=bucket)


def test_list_is_paged_and_folded_at_a_delimiter(s3, bucket):
    keys = ["a/1", "a/2", "b", "c/1", "d e"]
    for key in keys:
        s3.put_object(Bucket=bucket, Key=key, Body=b"")
    pages = list(
        s3.get_paginator("list_objects_v2").paginate(
            Bucket=bucket, PaginationConfig={"PageSize": 2}
        )
    )
    assert [len(page["Contents"]) for page in pages] == [2, 2, 1]
    assert [each["Key"] for page in pages for each in page["Contents"]] == keys
    pages = s3.get_paginator("list_objects_v2").paginate(
        Bucket=bucket, Delimiter="/", PaginationConfig={"PageSize": 1}
    )
    seen = [
        [*page.get("CommonPrefixes", []), *page.get("Contents", [])] for page in pages
    ]
    assert [
        next(iter(each.get(name) for name in ("Prefix", "Key") if name in each))
        for (each,) in seen
    ] == [
        "a/",
        "b",
        "c/",
        "d e",
    ]
    assert s3.list_objects_v2(Bucket=bucket, Prefix="c")["KeyCount"] == 1


def test_buckets_are_refused_as_s3_does(s3, bucket):
    s3.create_bucket(Bucket=bucket)  # in the first region one may repeat it
    s3.put_object(Bucket=bucket, Key="a", Body=b"")
    assert code_of(s3.delete_bucket, Bucket=bucket) == "BucketNotEmpty"
    assert code_of(s3.create_bucket, Bucket="UPPER_CASE".lower()) == "InvalidBucketName"
    assert code_of(s3.list_objects_v2, Bucket="not-there-at-all") == "NoSuchBucket"
    assert code_of(s3.get_bucket_versioning, Bucket=bucket) == "NotImplemented"
    assert s3.get_bucket_location(Bucket=bucket)["LocationConstraint"] is None


def test_virtual_hosted_style_reaches_the_same_bucket(s3, bucket):
    s3.put_object(Bucket=bucket, Key="k", Body=b"v")
    address = os.environ["AWS_ENDPOINT_URL"]
    port = address.rpartition(":")[2]
    presigning = client("s3", signature_version="s3v4")
    signed = presigning.generate_presigned_url(
        "get_object", Params={"Bucket": bucket, "Key": "k"}
    ).partition("?")[2]
    request = urllib.request.Request(
        f"{address}/k?{signed}", headers={"Host": f"{bucket}.localhost:{port}"}
    )
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    with opener.open(request, timeout=30) as answer:
        assert answer.read() == b"v"


@pytest.mark.parametrize(
    "url",
    [
        "{endpoint}/{bucket}/t.json",
        "https://s3.us-east-1.amazonaws.com/{bucket}/t.json",
        "https://{bucket}.s3.amazonaws.com/t.json",
    ],
)
def test_template_by_url(s3, bucket, url):
    s3.put_object(Bucket=bucket, Key="t.json", Body=TEMPLATE)
    address = url.format(endpoint=os.environ["AWS_ENDPOINT_URL"], bucket=bucket)
    stacks = client("cloudformation")
    assert [
        each["ParameterKey"]
        for each in stacks.validate_template(TemplateURL=address)["Parameters"]
    ] == ["P"]
    assert stacks.get_template_summary(TemplateURL=address)["ResourceTypes"] == [
        "AWS::CloudFormation::WaitConditionHandle"
    ]


@pytest.mark.parametrize(
    ("url", "words"),
    [
        (
            "https://s3.amazonaws.com/{bucket}/none.json",
            "S3 error: The specified key does not exist.",
        ),
        (
            "https://s3.amazonaws.com/not-there-at-all/t",
            "S3 error: The specified bucket does not exist.",
        ),
        ("https://example.com/t.json", "TemplateURL must be a supported URL."),
    ],
)
def test_template_by_url_of_nothing(bucket, url, words):
    with pytest.raises(ClientError, match="ValidationError") as refused:
        client("cloudformation").validate_template(
            TemplateURL=url.format(bucket=bucket)
        )
    assert refused.value.response["Error"]["Message"].startswith(words)


def test_stack_under_review_has_no_template():
    stacks = client("cloudformation")
    name = f"review-{uuid.uuid4().hex[:8]}"
    parameters = [{"ParameterKey": "P", "ParameterValue": "v"}]
    made = {
        "StackName": name,
        "ChangeSetName": "c",
        "ChangeSetType": "CREATE",
        "Parameters": parameters,
    }
    stacks.create_change_set(**made, TemplateBody=TEMPLATE.decode())
    try:
        assert "TemplateBody" not in stacks.get_template(StackName=name)
        assert "TemplateBody" in stacks.get_template(StackName=name, ChangeSetName="c")
    finally:
        stacks.delete_stack(StackName=name)
    waiter = stacks.get_waiter("stack_delete_complete")
    waiter.wait(StackName=name, WaiterConfig={"Delay": 1, "MaxAttempts": 30})


def test_parameters_are_put_versioned_and_found_by_name_version_and_arn():
    ssm = client("ssm")
    name = f"/test/{uuid.uuid4().hex}"
    assert ssm.put_parameter(Name=name, Value="one", Type="String")["Version"] == 1
    assert (
        code_of(ssm.put_parameter, Name=name, Value="two", Type="String")
        == "ParameterAlreadyExists"
    )
    assert (
        ssm.put_parameter(Name=name, Value="two", Type="SecureString", Overwrite=True)[
            "Version"
        ]
        == 2
    )
    hidden = ssm.get_parameter(Name=name)["Parameter"]
    assert hidden["Value"] != "two"
    shown = ssm.get_parameter(Name=hidden["ARN"], WithDecryption=True)["Parameter"]
    assert (shown["Name"], shown["Value"], shown["Version"]) == (name, "two", 2)
    assert ssm.get_parameter(Name=f"{name}:1")["Parameter"]["Value"] == "one"
    answer = ssm.get_parameters(Names=[name, "/none"])
    assert [each["Name"] for each in answer["Parameters"]] == [name]
    assert answer["InvalidParameters"] == ["/none"]
    ssm.delete_parameter(Name=name)
    assert code_of(ssm.get_parameter, Name=name) == "ParameterNotFound"


def test_account_is_bootstrapped_for_the_cdk(s3):
    version = client("ssm").get_parameter(Name="/cdk-bootstrap/hnb659fds/version")[
        "Parameter"
    ]["Value"]
    assert int(version) >= 6
    account = client("sts").get_caller_identity()["Account"]
    s3.head_bucket(Bucket=f"cdk-hnb659fds-assets-{account}-us-east-1")


def test_scan_of_a_type_that_lies_in_instances_finds_those_of_every_instance():
    stacks = client("cloudformation")
    scan = stacks.start_resource_scan(ScanFilters=[{"Types": ["AWS::Connect::Queue"]}])[
        "ResourceScanId"
    ]
    while (seen := stacks.describe_resource_scan(ResourceScanId=scan))[
        "Status"
    ] == "IN_PROGRESS":
        pass
    assert seen["Status"] == "COMPLETE"
    assert seen["ResourceTypes"] == ["AWS::Connect::Queue"]
    found = stacks.list_resource_scan_resources(ResourceScanId=scan)["Resources"]
    assert {each["ResourceType"] for each in found} == {"AWS::Connect::Queue"}
    instances = {each["ResourceIdentifier"]["QueueArn"].split("/")[1] for each in found}
    assert instances == {
        each["Id"] for each in client("connect").list_instances()["InstanceSummaryList"]
    }
