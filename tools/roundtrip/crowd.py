"""A seed with as many users as are asked for, in every form that Connect knows, the same each time."""

import random

ACCOUNT, REGION, INSTANCE_ID = "210987654321", "eu-central-1", "5a5a5a5a-0000-4000-8000-000000000001"
INSTANCE = f"arn:aws:connect:{REGION}:{ACCOUNT}:instance/{INSTANCE_ID}"
FIRST = ("Ada", "Zoë", "Grace", "Łukasz", "Émilie", "Noor", "Katherine", "O'Neil", '"Ace"', "${ada}", "%{if}")
LAST = ("Lovelace", "Hopper", "Müller", "yes", "2024-01-01", "0123", "García Márquez", "null", "# one", "a: b")
LEVELS = ("English", "German", "French")
CHANNELS = ("VOICE", "CHAT", "TASK", "EMAIL")


def seed(users):
    """Return the seed; names that come out alike in code are among the first ones."""
    chance = random.Random(11)
    return {
        "accountId": ACCOUNT,
        "region": REGION,
        "instances": [
            {
                "id": INSTANCE_ID,
                "alias": "crowd",
                "userLimit": users + 1,  # somebody comes later
                "routingProfiles": things("10", ("Front desk", "Front-desk", "Night: shift", "二課", "InstanceArn")),
                "securityProfiles": things("20", ("Agent", "Supervisor", "Quality ${x}")),
                "hierarchyGroups": [
                    *things("30", ("Berlin", "Hamburg")),
                    {"id": ident("30", 2), "name": "Berlin ", "parent": ident("30", 1)},
                    {"id": ident("30", 3), "name": "Berlin", "parent": ident("30", 1)},
                ],
                "predefinedAttributes": [{"name": "Language", "values": list(LEVELS)}],
                "users": [user(number, chance) for number in range(users)],
            }
        ],
    }


def things(mark, names):
    """Return profiles or groups with ids of their own."""
    return [{"id": ident(mark, number), "name": name} for number, name in enumerate(names)]


def ident(mark, number):
    """Return an id."""
    return f"{mark}000000-0000-4000-8000-{number:012}"


def name_of(number):
    """Return a user name: some meet in another form, some begin with no letter, one is called as a profile."""
    special = ("ada.l", "ada-l", "ADA_L", "adaL", "7of9", "...", "security.profile.Agent", "a.b@example.com", "true")
    return special[number] if number < len(special) else f"agent.{number:05}"


def user(number, chance):
    """Return one user."""
    made = {
        "id": ident("40", number),
        "Username": name_of(number),
        "Password": "Password123",
        "RoutingProfileId": ident("10", chance.randrange(5)),
        "SecurityProfileIds": sorted(chance.sample([ident("20", each) for each in range(3)], chance.randint(1, 3))),
        "IdentityInfo": {"FirstName": chance.choice(FIRST), "LastName": chance.choice(LAST)},
        "PhoneConfig": {
            "PhoneType": "SOFT_PHONE",
            "AutoAccept": chance.random() < 0.5,
            "AfterContactWorkTimeLimit": 30,
        },
    }
    if chance.random() < 0.5:
        made["IdentityInfo"] |= {"Email": f"agent{number}@example.com", "Mobile": f"+4915{number:08}"}
    if chance.random() < 0.3:
        made["PhoneConfig"] = {"PhoneType": "DESK_PHONE", "DeskPhoneNumber": f"+4930{number:07}"}
    if number < 4 or chance.random() < 0.6:
        made["HierarchyGroupId"] = ident("30", number if number < 4 else chance.randrange(4))
    if chance.random() < 0.5:
        made["Tags"] = {"Team": chance.choice(("Berlin", "Hamburg")), "Cost centre": f"{number:04}"}
    if chance.random() < 0.4:
        chosen = chance.sample(LEVELS, chance.randint(1, 3))
        made["UserProficiencies"] = [
            {"AttributeName": "Language", "AttributeValue": value, "Level": chance.randint(1, 5)} for value in chosen
        ]
    if chance.random() < 0.3:
        channels = chance.sample(CHANNELS, chance.randint(1, 4))
        made["AutoAcceptConfigs"] = [{"Channel": channel, "AutoAccept": chance.random() < 0.5} for channel in channels]
        made["PhoneConfig"].pop("AutoAccept", None)
    return made
