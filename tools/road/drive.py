"""Carries a scenario through Cloud Control, with what a client does when it fails."""

import json
from dataclasses import replace

from road.emulated import refusal
from road.oracle import NOT_FOUND, Course
from road.world import put

MOST_PAGES = 50


def begin(emulated, scenario):
    """Bring an emulator to where a scenario begins: the seed, and a Connect that behaves as the scenario has it."""
    emulated.admin("POST", "reset")
    if scenario.switches:
        emulated.admin("POST", "switches", scenario.switches)


def driven(emulated, scenario, blow=None, back=False):
    """Run a scenario from the seed on, struck by a fault if there is one; return its course.

    With `back` an update that fails is not asked for again, but taken back to what a read showed before it.
    """
    begin(emulated, scenario)
    before = emulated.users()
    properties = read(emulated, scenario)[1] if back else None
    if blow:
        emulated.admin("POST", "faults", [blow.fault()])
    ending, shown = OPERATIONS[scenario.action](emulated, scenario)
    users = emulated.users()
    if blow:
        (fault,) = emulated.admin("GET", "faults")
        if fault["struck"] != 1:
            raise RuntimeError(f"{scenario.name}: {blow} struck {fault['struck']} times: {fault}")
        emulated.admin("DELETE", "faults")
    again = None
    if ending["OperationStatus"] != "SUCCESS":
        again = taken_back(emulated, scenario, properties) if back else followed_up(emulated, scenario, ending)
    return Course(before, ending, users, again, emulated.users() if again else None, shown)


def followed_up(emulated, scenario, ending):
    """Delete a user that a failed create has named; ask again for a failed update or delete."""
    if scenario.action == "CREATE" and ending.get("Identifier"):
        return emulated.finished("DeleteResource", Identifier=ending["Identifier"])
    if scenario.action == "UPDATE":
        return update(emulated, remaining(emulated, scenario))[0]
    if scenario.action == "DELETE" and ending.get("ErrorCode") not in NOT_FOUND:
        return delete(emulated, scenario)[0]
    return None


def create(emulated, scenario):
    """Create a user."""
    return emulated.finished("CreateResource", DesiredState=json.dumps(scenario.desired)), None


def update(emulated, scenario):
    """Patch a user."""
    document = json.dumps(scenario.patch)
    return emulated.finished("UpdateResource", Identifier=scenario.target, PatchDocument=document), None


def remaining(emulated, scenario):
    """Return an update without the removal of what a read does not show any more, which would be refused."""
    _, properties = read(emulated, scenario)
    patch = tuple(each for each in scenario.patch if each["op"] != "remove" or has(properties, each["path"]))
    return replace(scenario, patch=patch or (put("IdentityInfo/LastName", "Lovelace"),))


def taken_back(emulated, scenario, before):
    """Patch what a failed update was about back to what it was, in whatever state the update has left it.

    Reads are late no longer: whoever patches what they show must see that state.
    """
    if scenario.switches:
        emulated.admin("DELETE", "switches")
    _, now = read(emulated, scenario)
    about = {operation["path"].split("/")[1] for operation in scenario.patch}
    patch = [put(name, before[name]) for name in sorted(about & before.keys()) if now.get(name) != before[name]]
    patch += [{"op": "remove", "path": f"/{name}"} for name in sorted(about & now.keys() - before.keys())]
    return update(emulated, replace(scenario, patch=tuple(patch)))[0] if patch else {"OperationStatus": "SUCCESS"}


def has(properties, path):
    """Whether properties have something at a pointer."""
    for name in path.split("/")[1:]:
        if not isinstance(properties, dict) or name not in properties:
            return False
        properties = properties[name]
    return True


def delete(emulated, scenario):
    """Delete a user."""
    return emulated.finished("DeleteResource", Identifier=scenario.target), None


def read(emulated, scenario):
    """Read a user."""
    status, answer = emulated.control("GetResource", Identifier=scenario.identifier or scenario.target)
    if status != 200:
        return refusal(answer), None
    return {"OperationStatus": "SUCCESS"}, json.loads(answer["ResourceDescription"]["Properties"])


def walk(emulated, scenario):
    """List all users of the region, or of the instance that is asked for, page by page."""
    model = {"ResourceModel": json.dumps(scenario.desired)} if scenario.desired else {}
    found, token = [], {}
    for _ in range(MOST_PAGES):
        status, answer = emulated.control("ListResources", **model, **token)
        if status != 200:
            return refusal(answer), None
        found += [each["Identifier"] for each in answer["ResourceDescriptions"]]
        if not answer.get("NextToken"):
            return {"OperationStatus": "SUCCESS"}, sorted(found)
        token = {"NextToken": answer["NextToken"]}
    raise RuntimeError(f"no end of the list after {MOST_PAGES} pages")


OPERATIONS = {"CREATE": create, "UPDATE": update, "DELETE": delete, "READ": read, "LIST": walk}
