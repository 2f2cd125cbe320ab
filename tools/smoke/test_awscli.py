"""What a person would type first: the AWS CLI on the emulator, service by service."""

import json
import uuid

MISSING = "00000000-0000-0000-0000-000000000000"


def last(arn):
    return arn.rpartition("/")[2]


def test_sts_caller_identity_account_of_the_seed(aws, example):
    code, answer, _ = aws("sts", "get-caller-identity")
    assert code == 0
    assert answer["Account"] == example["InstanceArn"].split(":")[4]


def test_connect_instances_seeded_instance_listed(aws, example):
    code, answer, _ = aws("connect", "list-instances")
    assert code == 0
    assert example["InstanceArn"] in [instance["Arn"] for instance in answer["InstanceSummaryList"]]


def test_connect_user_whole_life_each_step_visible(aws, example):
    instance = ("--instance-id", last(example["InstanceArn"]))
    name = f"cli-{uuid.uuid4().hex[:8]}"
    creation = {
        "Username": name,
        "Password": "Secret-1-word",
        "IdentityInfo": {"FirstName": "Ada", "LastName": "Lovelace", "Email": "ada@example.com"},
        "RoutingProfileId": last(example["RoutingProfileArn"]),
        "SecurityProfileIds": [last(arn) for arn in example["SecurityProfileArns"]],
        "PhoneConfig": {"PhoneType": "SOFT_PHONE"},
    }
    code, created, error = aws("connect", "create-user", *instance, "--cli-input-json", json.dumps(creation))
    assert code == 0, error
    user = (*instance, "--user-id", created["UserId"])

    code, _, error = aws("connect", "create-user", *instance, "--cli-input-json", json.dumps(creation))
    assert code != 0
    assert "DuplicateResourceException" in error

    channels = json.dumps([{"Channel": "VOICE", "AutoAccept": True}])
    code, _, error = aws("connect", "update-user-config", *user, "--auto-accept-configs", channels)
    assert code == 0, error
    code, described, _ = aws("connect", "describe-user", *user)
    assert code == 0
    assert described["User"]["Username"] == name
    assert described["User"]["AutoAcceptConfigs"] == [{"Channel": "VOICE", "AutoAccept": True}]

    code, listed, _ = aws("connect", "list-users", *instance)
    assert code == 0
    assert name in [summary["Username"] for summary in listed["UserSummaryList"]]

    code, _, error = aws("connect", "delete-user", *user)
    assert code == 0, error
    code, _, error = aws("connect", "describe-user", *user)
    assert code != 0
    assert "ResourceNotFoundException" in error


def test_lambda_invoke_read_of_a_missing_user_not_found(aws, example, tmp_path):
    request = {
        "requestData": {
            "callerCredentials": {"accessKeyId": "a", "secretAccessKey": "b", "sessionToken": "c"},
            "resourceProperties": {"UserArn": f"{example['InstanceArn']}/agent/{MISSING}"},
        },
        "region": example["InstanceArn"].split(":")[3],
        "awsAccountId": example["InstanceArn"].split(":")[4],
        "action": "READ",
        "bearerToken": str(uuid.uuid4()),
        "resourceType": "AWS::Connect::User",
    }
    payload = ("--payload", json.dumps(request), str(tmp_path / "answer.json"))
    code, _, error = aws("lambda", "invoke", "--function-name", "TypeFunction", *payload)
    assert code == 0, error
    answer = json.loads((tmp_path / "answer.json").read_text(encoding="utf-8"))
    assert (answer["status"], answer["errorCode"]) == ("FAILED", "NotFound")
