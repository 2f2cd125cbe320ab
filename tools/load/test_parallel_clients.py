"""Many clients at once: nothing is lost and nobody is left behind. Correctness only; `make bench` measures."""

import os
import uuid
from urllib.parse import urlsplit

from bench import processes
from bench.clients import Belief, Client, in_parallel, shared_out, there

CLIENTS = 8
USERS_OF_EACH = 40
# Of the emulator without its provider processes. Measured after 960 operations: 190 MiB; the rest is for machines with
# more memory, where Java collects later. Keeping a few hundred KiB for each operation would go beyond it.
MOST_MEMORY = 512 * 2**20


def test_320_users_of_8_clients_emulator_holds_what_the_clients_believe():
    address = os.environ["AWS_ENDPOINT_URL"]
    assert there(address) == {}
    belief = Belief()
    run = uuid.uuid4().hex[:6]
    names = [f"load-{run}-{number:04}" for number in range(CLIENTS * USERS_OF_EACH)]
    in_parallel(address, belief, shared_out(names, CLIENTS), lambda client, part: client.live(part, kept))
    assert len(belief.users) == len(names) // 2
    assert there(address) == belief.users
    in_parallel(address, belief, shared_out(list(belief.users), CLIENTS), delete_all)
    assert belief.users == {}
    assert there(address) == {}
    assert [len(each) for each in belief.seconds.values()] == [len(names)] * 3
    if processes.available():
        memory = processes.of(processes.listening(urlsplit(address).port)).memory
        assert 0 < memory < MOST_MEMORY, f"{memory / 2**20:.0f} MiB"


def test_one_name_wanted_by_8_clients_one_gets_it_and_no_other_user_is_made():
    address = os.environ["AWS_ENDPOINT_URL"]
    belief = Belief()
    refused = []

    def take(client, name):
        try:
            # A client token of its own for each, or they would all be the same request.
            client.create(name, token=uuid.uuid4().hex)
        except Exception as refusal:
            refused.append(str(refusal))

    in_parallel(address, belief, ["load-same-name"] * CLIENTS, take)
    assert there(address) == belief.users
    assert len(belief.users) == 1
    assert len(refused) == CLIENTS - 1
    assert all("AlreadyExists" in each for each in refused), refused
    Client(address, belief).delete(*belief.users)
    assert there(address) == {}


def kept(name):
    return int(name[-4:]) // CLIENTS % 2 == 0


def delete_all(client, arns):
    for arn in arns:
        client.delete(arn)
