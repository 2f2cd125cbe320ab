"""Drives a handler of the packaged provider to the end of one operation, as CloudFormation does.

The request is the one that CloudFormation sends
(https://docs.aws.amazon.com/cloudformation-cli/latest/userguide/resource-type-test-contract.html); IN_PROGRESS means:
come back after the delay with the model and the context that the handler gave.
"""

import json
import time
import uuid
from dataclasses import dataclass

import boto3
from botocore.config import Config

FUNCTION = "TypeFunction"
OPERATION_PATIENCE_SECONDS = 180


class HandlerFailed(Exception):
    """The handler answered FAILED; the message has its code and its words."""


@dataclass(frozen=True)
class Outcome:
    """The final event of an operation, and what it took."""

    event: dict
    invocations: int
    seconds: float


class Provider:
    """The provider behind a Lambda endpoint."""

    def __init__(self, address, type_name, region):
        session = boto3.Session(aws_access_key_id="AKIDLOCAL", aws_secret_access_key="local", region_name=region)
        config = Config(read_timeout=90, retries={"total_max_attempts": 1}, proxies={})
        self._lambda = session.client("lambda", endpoint_url=address, config=config)
        sts = session.client("sts", endpoint_url=address, config=config)
        self._account = sts.get_caller_identity()["Account"]
        given = sts.get_session_token()["Credentials"]
        self._credentials = {
            "accessKeyId": given["AccessKeyId"],
            "secretAccessKey": given["SecretAccessKey"],
            "sessionToken": given["SessionToken"],
        }
        self._type_name = type_name
        self._region = region

    def run(self, action, desired, previous=None):
        """Run one operation to its end and return the Outcome. Raises HandlerFailed when the handler says FAILED."""
        started = time.monotonic()
        token = str(uuid.uuid4())
        context = None
        for invocations in range(1, 1000):
            event = self._invoke(action, desired, previous, context, token)
            seconds = time.monotonic() - started
            if event.get("status") == "SUCCESS":
                return Outcome(event, invocations, seconds)
            if event.get("status") != "IN_PROGRESS":
                raise HandlerFailed(f"{action}: {event.get('errorCode')}: {event.get('message')}")
            if seconds > OPERATION_PATIENCE_SECONDS:
                break
            desired = event.get("resourceModel", desired)
            context = event.get("callbackContext")
            time.sleep(min(event.get("callbackDelaySeconds", 0), OPERATION_PATIENCE_SECONDS))
        raise HandlerFailed(f"{action}: still IN_PROGRESS after {seconds:.0f} s")

    def _invoke(self, action, desired, previous, context, token):
        request = {
            "requestData": {
                "callerCredentials": self._credentials,
                "resourceProperties": desired,
                "previousResourceProperties": previous,
                "logicalResourceId": "Agent",
            },
            "region": self._region,
            "awsAccountId": self._account,
            "action": action,
            "callbackContext": context,
            "bearerToken": token,
            "resourceType": self._type_name,
        }
        answer = self._lambda.invoke(FunctionName=FUNCTION, Payload=json.dumps(request))
        payload = answer["Payload"].read().decode()
        if "FunctionError" in answer:
            raise HandlerFailed(f"{action}: the handler crashed: {payload}")
        return json.loads(payload)
