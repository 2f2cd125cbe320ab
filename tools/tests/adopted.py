"""Users of an instance as the tests of their adoption have them."""

from adoption.naming import camel
from adoption.people import staff

INSTANCE = "arn:aws:connect:eu-west-1:123456789012:instance/i"
PROFILE, GROUP = f"{INSTANCE}/routing-profile/r", f"{INSTANCE}/agent-group/g"
SECURITY_PROFILE = f"{INSTANCE}/security-profile/s"


def shown(name, **more):
    own = {"InstanceArn": INSTANCE, "Username": name, "UserArn": arn(name), "RoutingProfileArn": PROFILE}
    return own | {"SecurityProfileArns": [SECURITY_PROFILE]} | more


def arn(name):
    return f"{INSTANCE}/agent/{name}"


def team(*users, form=camel, named=()):
    read = {user["UserArn"]: user for user in users}
    names = {user["UserArn"]: user["Username"] for user in users}
    return staff(INSTANCE, names, read, {each.arn: each for each in named}, form)
