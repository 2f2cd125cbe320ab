"""Lists by channel under awscc, which pairs their items with the state by position: every spelling must settle."""

import pytest
from awscc import WHOLE, Failed, merged, paired
from control import get
from names import SCHEMA

AUTO_ACCEPT = [
    {"Channel": "VOICE", "AutoAccept": True, "AgentFirstCallbackAutoAccept": True},
    {"Channel": "CHAT", "AutoAccept": True},
]
AFTER_CONTACT_WORK = [
    {
        "Channel": "VOICE",
        "AfterContactWorkConfig": {"AfterContactWorkTimeLimit": 30},
        "AgentFirstCallbackAfterContactWorkConfig": {"AfterContactWorkTimeLimit": 15},
    },
    {"Channel": "CHAT", "AfterContactWorkConfig": {"AfterContactWorkTimeLimit": 120}},
]
LISTS = {"AutoAcceptConfigs": AUTO_ACCEPT, "AfterContactWorkConfigs": AFTER_CONTACT_WORK}
ORDERS = {"voice-chat": list, "chat-voice": lambda items: items[::-1]}


@pytest.fixture(params=LISTS)
def name(request):
    """The name of a list that takes more than one channel."""
    return request.param


@pytest.fixture(params=ORDERS)
def order(request):
    """A spelling: a function that puts items in order."""
    return ORDERS[request.param]


def channels(shown, name):
    return [item["Channel"] for item in shown[name]]


def test_lists_that_take_more_than_one_channel_are_these():
    # The others take VOICE alone, as the schema's texts say, and have but one spelling.
    described = SCHEMA["definitions"]
    several = {
        name
        for name, node in SCHEMA["properties"].items()
        if name.endswith("Configs")
        and "Amazon Connect takes VOICE" not in described[node["items"]["$ref"].rpartition("/")[2]]["description"]
    }
    assert several == set(LISTS)


def test_list_read_back_as_written_second_plan_empty_second_apply_sends_nothing(resource, plain, name, order):
    config = plain | {name: order(LISTS[name])}
    resource.apply(config)
    arn = resource.state["UserArn"]
    before = get(arn)
    assert channels(before, name) == channels(config, name)
    assert resource.plan(config) == []
    resource.apply(config)
    assert get(arn) == before


def test_list_added_later_settles_too(resource, plain, name, order):
    resource.apply(plain)
    config = plain | {name: order(LISTS[name])}
    resource.apply(config)
    assert channels(resource.state, name) == channels(config, name)
    assert resource.plan(config) == []


def test_list_member_changed_nothing_else_changes(resource, plain, name, order):
    config = plain | {name: order(LISTS[name])}
    resource.apply(config)
    member, value = (
        ("AutoAccept", False)
        if name == "AutoAcceptConfigs"
        else ("AfterContactWorkConfig", {"AfterContactWorkTimeLimit": 60})
    )
    changed = [item | {member: value} if item["Channel"] == "CHAT" else item for item in config[name]]
    patch = resource.plan(config | {name: changed})
    index = "" if resource.arrays == WHOLE else f"/{channels(config, name).index('CHAT')}"
    assert [operation["path"] for operation in patch] == [f"/{name}{index}"]
    resource.apply(config | {name: changed})
    assert resource.plan(config | {name: changed}) == []
    assert resource.state[name] == paired(resource.state[name], changed)


def test_list_reordered_later_whole_items_no_difference(resource, plain, name, order):
    whole = [item for item in LISTS[name] if item["Channel"] == "CHAT"]
    whole.append(whole[0] | {"Channel": "TASK"})
    resource.apply(plain | {name: order(whole)})
    assert resource.plan(plain | {name: order(whole)[::-1]}) == []


def test_list_reordered_later_item_that_leaves_members_out_takes_those_of_its_position(resource, plain, name):
    config = plain | {name: LISTS[name]}
    resource.apply(config)
    before = get(resource.state["UserArn"])
    turned = plain | {name: LISTS[name][::-1]}
    assert merged(resource.state, turned)[name][0].keys() == LISTS[name][0].keys()
    with pytest.raises(Failed) as failure:
        resource.apply(turned)
    assert failure.value.event["ErrorCode"] == "InvalidRequest"
    assert "VOICE" in failure.value.event["StatusMessage"]
    assert get(resource.state["UserArn"]) == before
