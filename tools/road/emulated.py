"""One emulator as a case meets it: Cloud Control as a client, and the admin routes as the judge."""

import json
import time
import uuid

import urllib3

TYPE = "AWS::Connect::User"
PATIENCE_SECONDS = 400
SCOPE = "AWS4-HMAC-SHA256 Credential=AKIDLOCAL/20260101/us-east-1/cloudcontrolapi/aws4_request"
# Changes with every run, and says nothing about what a user is.
PASSING = ("Id", "Arn", "Key", "Modified", "LastModifiedTime", "Version")


class Emulated:
    """An emulator at an address."""

    def __init__(self, address):
        self._address = address
        # A fault that closes the ports cuts these connections, too. All calls may be sent twice: those that change
        # something have a client token.
        retries = urllib3.Retry(20, redirect=0, status=0, other=0, backoff_factor=0.1, allowed_methods=None)
        self._pool = urllib3.PoolManager(retries=retries, timeout=120)

    def admin(self, method, path, members=None):
        """Call a route of the emulator's own."""
        body = None if members is None else json.dumps(members)
        headers = {"Content-Type": "application/json"}
        answer = self._pool.request(method, f"{self._address}/_emulator/{path}", body=body, headers=headers)
        if answer.status >= 300:
            raise RuntimeError(f"{method} {path}: {answer.status} {answer.data.decode()}")
        return json.loads(answer.data)

    def users(self):
        """Return every user by ARN."""
        return {
            f"{instance['Arn']}/agent/{user['Id']}": steady(user)
            for instance in self.admin("GET", "state")["Instances"]
            for user in instance["Users"]
        }

    def control(self, operation, **members):
        """Call Cloud Control; return the status and the body of its answer."""
        headers = {
            "Authorization": SCOPE,
            "Content-Type": "application/x-amz-json-1.0",
            "X-Amz-Target": f"CloudApiService.{operation}",
        }
        body = json.dumps(members if "RequestToken" in members else {"TypeName": TYPE} | members)
        answer = self._pool.request("POST", f"{self._address}/", body=body, headers=headers)
        return answer.status, json.loads(answer.data)

    def finished(self, operation, **members):
        """Carry an operation to its end and return its last event; a refusal is a failure that names nothing."""
        started = time.monotonic()
        status, answer = self.control(operation, ClientToken=uuid.uuid4().hex, **members)
        while status == 200 and answer["ProgressEvent"]["OperationStatus"] in ("PENDING", "IN_PROGRESS"):
            if time.monotonic() - started > PATIENCE_SECONDS:
                raise RuntimeError(f"{operation}: no end after {PATIENCE_SECONDS} s: {answer}")
            token = answer["ProgressEvent"]["RequestToken"]
            status, answer = self.control("GetResourceRequestStatus", RequestToken=token)
        return answer["ProgressEvent"] if status == 200 else refusal(answer)


def refusal(answer):
    """Return an answer that is an error in the form of an event."""
    return {
        "OperationStatus": "FAILED",
        "ErrorCode": answer["__type"].rpartition("#")[2],
        "StatusMessage": answer.get("Message") or answer.get("message") or "",
    }


def steady(value):
    """Return what remains of a state when everything is taken away that differs between two runs."""
    if isinstance(value, dict):
        return {name: steady(each) for name, each in value.items() if name not in PASSING}
    return [steady(each) for each in value] if isinstance(value, list) else value
