"""Clients of AWS or of an emulator: they are patient with throttles, and say at once when nobody is there."""

import os
from dataclasses import dataclass
from urllib.parse import urlsplit

import boto3
from botocore.config import Config
from botocore.exceptions import (
    BotoCoreError,
    ClientError,
    ConnectTimeoutError,
    EndpointConnectionError,
    NoCredentialsError,
    PartialCredentialsError,
)

from adoption.refusal import TRIES, Refusal, refusal_of

LOOPBACK = ("localhost", "127.0.0.1", "::1")
PATIENT = {"retries": {"mode": "adaptive", "total_max_attempts": TRIES}}
HASTY = {"retries": {"total_max_attempts": 2}, "connect_timeout": 10, "read_timeout": 30}


@dataclass(frozen=True)
class Place:
    """Where an instance is looked for; what is None is what the environment or the profile says."""

    region: str | None = None
    profile: str | None = None
    endpoint: str | None = None
    type_name: str = "AWS::Connect::User"


def clients(place, *services):
    """Return clients of services, each with its patience. Raises Refusal when Connect cannot be asked."""
    try:
        # The AWS CLI goes by AWS_REGION before all but its own option, boto3 does not.
        region = place.region or os.environ.get("AWS_REGION")
        session = boto3.Session(region_name=region or None, profile_name=place.profile)
        require_somebody(place, client_of(place, session, "connect", {"retries": {"total_max_attempts": 2}}))
        return [client_of(place, session, service, settings) for service, settings in services]
    except (NoCredentialsError, PartialCredentialsError) as failure:
        keys = "AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, for an emulator to any value"
        raise Refusal(f"no credentials: {failure}; give --profile, or set {keys}", 2) from failure
    except (BotoCoreError, ValueError) as failure:
        raise Refusal(f"no client: {failure}; give --region, --profile or --endpoint", 2) from failure


def client_of(place, session, service, patience):
    """Return a client of one service."""
    settings = {"endpoint_url": place.endpoint, "config": Config(**patience)}
    client = session.client(service, **settings)
    # The address may be the environment's or the profile's, so the client is asked. No proxy reaches this machine.
    if urlsplit(client.meta.endpoint_url).hostname in LOOPBACK:
        settings["config"] = settings["config"].merge(Config(proxies={}))
        client = session.client(service, **settings)
    return client


def require_somebody(place, hasty):
    """Refuse an address at which nobody is. Patience is for throttles; here it is a minute of silence."""
    try:
        hasty.list_instances(MaxResults=1)
    except (EndpointConnectionError, ConnectTimeoutError) as failure:
        raise refusal_of(failure, place) from failure
    except ClientError:  # whoever may not list may still describe
        return


def member_of(client, answer, operation, member):
    """Return what an answer has to have. Who leaves it out is somebody else: another server, or a proxy."""
    if member in answer:
        return answer[member]
    service = client.meta.service_model.service_id
    raise Refusal(f"no {service} at {client.meta.endpoint_url}: its answer to {operation} has no {member}")
