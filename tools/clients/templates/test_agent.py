"""The page of examples/cloudformation with the real AWS CLI: one agent, and drift seen and undone."""

import json


def test_one_agent_then_drift_seen_and_undone(pages, users, stack, gone):
    page, shell = pages("cloudformation")
    deploy, change, events = page.commands("One agent")
    assert "Successfully created/updated stack - agent" in shell.run(deploy)
    made = users("emmy.noether")
    assert made["PhoneConfig"]["AfterContactWorkTimeLimit"] == 30
    shell.run(change)
    changed = users("emmy.noether")
    assert changed["Id"] == made["Id"]
    assert changed["PhoneConfig"]["AfterContactWorkTimeLimit"] == 60
    told = shell.run(events).splitlines()
    assert told[0].split() == ["agent", "UPDATE_COMPLETE"]
    assert told[-1].split()[0] == "agent"

    agent, hand, detect, wait, differences, *undo, look, delete = page.commands("Drift")
    for command in (agent, hand, detect):
        shell.run(command)
    assert shell.run(wait) == "DETECTION_COMPLETE"
    (difference,) = json.loads(shell.run(differences))
    assert difference["PropertyPath"] == "/PhoneConfig/AfterContactWorkTimeLimit"
    assert (difference["ExpectedValue"], difference["ActualValue"]) == ("60", "300")
    said = [shell.run(command) for command in undo]
    assert "AfterContactWorkTimeLimit" in said[2]
    assert json.loads(shell.run(look))["AfterContactWorkTimeLimit"] == 60
    shell.run(delete)
    gone("agent")
    assert users("emmy.noether") is None
