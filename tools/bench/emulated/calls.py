"""Calls a second of Connect's operations, with one client and with many."""

import itertools
import json
import statistics

from bench import sockets
from bench.clients import INSTANCE
from bench.search import USER, Connect
from workbench import emulator
from workbench.steps import say

ID = INSTANCE.rpartition("/")[2]
STANDING = 1_000
PAGE = 100
CLIENTS = (1, 16)
MANY = ("--behaviour", "users-per-instance=1000000")


def measured(rounds, seconds):
    """Return calls a second by operation and number of clients, a value for each round."""
    say(f"bench-emulator: calls with {STANDING} users")
    figures = {}
    with emulator.running(options=MANY) as address:
        connect = Connect(address)
        users = [connect.create(number) for number in range(STANDING)]
        numbers = itertools.count(STANDING)
        for number in range(rounds + 1):
            for operation, requests in operations(users, numbers).items():
                for clients in CLIENTS:
                    rate = sockets.per_second(address, requests, clients, seconds)
                    if number:  # the first round warms up
                        figures.setdefault(operation, {}).setdefault(str(clients), []).append(rate)
    return figures


def operations(users, numbers):
    """Return endless requests by operation."""
    describe = itertools.cycle([sockets.request("GET", f"/users/{ID}/{user}") for user in users])
    lists = itertools.repeat(sockets.request("GET", f"/users-summary/{ID}?maxResults={PAGE}"))
    create = (
        sockets.request("PUT", f"/users/{ID}", json.dumps(USER | {"Username": f"user{number:07}"}).encode())
        for number in numbers
    )
    condition = {"FieldName": "Username", "Value": "user0000500", "ComparisonType": "EXACT"}
    search = {"InstanceId": ID, "SearchCriteria": {"StringCondition": condition}}
    found = itertools.repeat(sockets.request("POST", "/search-users", json.dumps(search).encode()))
    return {"DescribeUser": describe, f"ListUsers, {PAGE} a page": lists, "SearchUsers": found, "CreateUser": create}


def rows(data):
    """Yield the rows of calls: medians by number of clients, and the median of the rounds' ratios."""
    yield ["calls a second", *(f"{clients} at once" for clients in CLIENTS), "ratio"]
    for name, by_clients in data.items():
        few, many = (by_clients[str(clients)] for clients in CLIENTS)
        ratios = [b / a for a, b in zip(few, many, strict=True)]
        yield [name, *(f"{statistics.median(each):.0f}" for each in (few, many)), f"{statistics.median(ratios):.2f}"]
