"""Measures SearchUsers at several numbers of users: a walk of all, a walk by a word, one user by name and by id."""

import argparse
import http.client
import json
import statistics
import sys
import time
import urllib.parse

from workbench import emulator
from workbench.steps import StepFailed, end_when_asked, say

SIZES = (1_000, 10_000, 100_000)
PAGE = 500
LOOKS = 20
INSTANCE = "11111111-1111-1111-1111-111111111111"
USER = {
    "Password": "Secret12345x",
    "RoutingProfileId": "22222222-2222-2222-2222-222222222222",
    "SecurityProfileIds": ["33333333-3333-3333-3333-333333333333"],
}


class Connect:
    """One connection to Amazon Connect's API."""

    def __init__(self, address):
        self._http = http.client.HTTPConnection(urllib.parse.urlsplit(address).netloc, timeout=120)

    def call(self, method, path, members):
        """Return the answer of an operation."""
        self._http.request(method, path, json.dumps(members))
        answer = self._http.getresponse()
        body = answer.read()
        if answer.status != http.client.OK:
            raise StepFailed(f"{method} {path} was refused: {answer.status} {body.decode()[:300]}")
        return json.loads(body) if body else {}

    def create(self, number):
        """Make a user of this number and return its id."""
        return self.call("PUT", f"/users/{INSTANCE}", USER | {"Username": f"user{number:07}"})["UserId"]

    def search(self, token=None, **condition):
        """Return one page of a search, of everybody where there is no condition."""
        members = {"InstanceId": INSTANCE, "MaxResults": PAGE}
        if condition:
            members["SearchCriteria"] = {"StringCondition": condition}
        return self.call("POST", "/search-users", members | ({"NextToken": token} if token else {}))

    def walk(self, **condition):
        """Return how long a walk takes, in seconds; it must find as many users as its first page says."""
        start = time.perf_counter()
        page = self.search(**condition)
        found, total = len(page["Users"]), page["ApproximateTotalCount"]
        while "NextToken" in page:
            page = self.search(page["NextToken"], **condition)
            found += len(page["Users"])
        if found != total:
            raise StepFailed(f"a walk found {found} users, and its first page spoke of {total}")
        return time.perf_counter() - start

    def look(self, field, value):
        """Return the median time to find the one user of this name or id, in seconds."""
        times = []
        for _ in range(LOOKS):
            start = time.perf_counter()
            if len(self.search(FieldName=field, Value=value, ComparisonType="EXACT")["Users"]) != 1:
                raise StepFailed(f"not one user with {field} {value}")
            times.append(time.perf_counter() - start)
        return statistics.median(times)


def measured(address, sizes):
    """Print one line for each number of users; the users of one line are among those of the next."""
    connect, made, last = Connect(address), 0, None
    print("  users   walk ms  per page   by word  per page   by name     by id")
    for size in sorted(sizes):
        while made < size:
            last = connect.create(made)
            made += 1
        pages = -(-size // PAGE)
        everybody = 1000 * connect.walk()
        word = 1000 * connect.walk(FieldName="Username", Value="user", ComparisonType="CONTAINS")
        name = 1000 * connect.look("Username", f"user{made - 1:07}")
        own = 1000 * connect.look("resourceId", last)
        walks = f"{everybody:9.1f} {everybody / pages:9.2f} {word:9.1f} {word / pages:9.2f}"
        print(f"{size:7} {walks} {name:9.2f} {own:9.2f}", flush=True)


def main():
    """Run the measurement on an emulator of its own."""
    parser = argparse.ArgumentParser(prog="tools/search-bench", description=__doc__)
    parser.add_argument("sizes", nargs="*", type=int, default=SIZES, help=f"numbers of users ({SIZES})")
    sizes = parser.parse_args().sizes
    end_when_asked()
    try:
        with emulator.running(options=("--behaviour", f"users-per-instance={max(sizes)}")) as address:
            say(f"SearchUsers, pages of {PAGE}; times in milliseconds, as one client sees them")
            measured(address, sizes)
    except StepFailed as failure:
        print(failure, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
