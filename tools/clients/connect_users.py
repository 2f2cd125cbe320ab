"""What clients of Amazon Connect itself call: Terraform's aws_connect_user, and Pulumi's aws.connect.User, made of it.

The calls are those of the provider's source: an update is one call for each group of attributes that changed, a read is
DescribeUser alone, and a resource is known by `instance_id:user_id`.
"""

from names import camel, snake

IDENTITY = ("FirstName", "LastName", "Email", "SecondaryEmail")
PHONE = ("PhoneType", "AutoAccept", "AfterContactWorkTimeLimit", "DeskPhoneNumber")
ARGUMENTS = {
    "instance_id": "InstanceId",
    "name": "Username",
    "password": "Password",
    "directory_user_id": "DirectoryUserId",
    "hierarchy_group_id": "HierarchyGroupId",
    "routing_profile_id": "RoutingProfileId",
    "security_profile_ids": "SecurityProfileIds",
    "tags": "Tags",
}


def arguments(properties):
    """Return the members of CreateUser for the attributes of a resource. Raises KeyError for one it has not."""
    members = {}
    for name, value in properties.items():
        if name == "identity_info":
            members["IdentityInfo"] = block(value, IDENTITY, snake)
        elif name == "phone_config":
            members["PhoneConfig"] = block(value, PHONE, snake)
        else:
            members[ARGUMENTS[name]] = value
    return members


def from_pulumi(properties):
    """Return the attributes of a Pulumi resource under Terraform's names, from which its own are derived."""
    renamed = {camel_of(name): name for name in (*ARGUMENTS, "identity_info", "phone_config")}
    blocks = {"identity_info": IDENTITY, "phone_config": PHONE}
    result = {}
    for name, value in properties.items():
        plain = renamed[name]
        if plain in blocks:
            value = {snake(member): item for member, item in block(value, blocks[plain], camel).items()}
        result[plain] = value
    return result


def camel_of(name):
    """Return a snake_case name in camelCase."""
    return camel("".join(part.capitalize() for part in name.split("_")))


def block(value, members, form):
    """Return a nested block, which HCL gives as a list of one, under the API's names."""
    value = value[0] if isinstance(value, list) else value
    known = {form(member): member for member in members}
    return {known[name]: item for name, item in value.items()}


class User:
    """One resource: the attributes of its state, and its id."""

    def __init__(self, connect):
        self._connect = connect
        self.id = None
        self.state = None

    def create(self, attributes):
        """CreateUser, then the read that every create ends with."""
        answer = self._connect.create_user(**arguments(attributes))
        self.id = f"{attributes['instance_id']}:{answer['UserId']}"
        self.read()
        assert self.state["arn"] == answer["UserArn"]

    def take_over(self, identifier):
        """Import: nothing but a read by the two halves of the id."""
        self.id = identifier
        self.read()

    def read(self):
        """DescribeUser; the state has what the provider makes of the answer."""
        user = self._connect.describe_user(**self._key())["User"]
        identity = user.get("IdentityInfo")
        self.state = {
            "instance_id": self._key()["InstanceId"],
            "user_id": user["Id"],
            "arn": user["Arn"],
            "name": user["Username"],
            "directory_user_id": user.get("DirectoryUserId"),
            "hierarchy_group_id": user.get("HierarchyGroupId"),
            "routing_profile_id": user["RoutingProfileId"],
            "security_profile_ids": user["SecurityProfileIds"],
            "identity_info": identity and {snake(name): value for name, value in identity.items()},
            "phone_config": {snake(name): value for name, value in user["PhoneConfig"].items()},
            "tags": user.get("Tags", {}),
        }

    def update(self, **changed):
        """Send one call for each attribute that is given, then read."""
        key = self._key()
        for name, value in changed.items():
            if name == "hierarchy_group_id":
                self._connect.update_user_hierarchy(**key, **({"HierarchyGroupId": value} if value else {}))
            elif name == "identity_info":
                self._connect.update_user_identity_info(**key, IdentityInfo=block(value, IDENTITY, snake))
            elif name == "phone_config":
                self._connect.update_user_phone_config(**key, PhoneConfig=block(value, PHONE, snake))
            elif name == "routing_profile_id":
                self._connect.update_user_routing_profile(**key, RoutingProfileId=value)
            elif name == "security_profile_ids":
                self._connect.update_user_security_profiles(**key, SecurityProfileIds=value)
            else:
                assert name == "tags", f"{name} forces a new user"
                self._retag(value)
        self.read()

    def destroy(self):
        """DeleteUser."""
        self._connect.delete_user(**self._key())
        self.id = self.state = None

    def _retag(self, wanted):
        had = self.state["tags"]
        gone = sorted(key for key in had if had[key] != wanted.get(key))
        new = {key: value for key, value in wanted.items() if had.get(key) != value}
        if gone:
            self._connect.untag_resource(resourceArn=self.state["arn"], tagKeys=gone)
        if new:
            self._connect.tag_resource(resourceArn=self.state["arn"], tags=new)

    def _key(self):
        instance, _, user = self.id.partition(":")
        return {"InstanceId": instance, "UserId": user}
