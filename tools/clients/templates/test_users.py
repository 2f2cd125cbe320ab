"""The page of examples/cloudformation with the real AWS CLI: what a template can say of users."""

from page import TEMPLATES, yaml_of

SAML_INSTANCE_ID = "aaaaaaaa-1111-1111-1111-111111111111"


def names(template):
    """The names of the users of a template that has no loops."""
    resources = yaml_of(TEMPLATES / template)["Resources"].values()
    return [each["Properties"]["Username"] for each in resources if each["Type"] == "AWS::Connect::User"]


def test_four_kinds_of_users(pages, users, gone):
    page, shell = pages("cloudformation")
    deploy, events, delete = page.commands("The four kinds of users")
    assert "Successfully created/updated stack - users" in shell.run(deploy)
    assert "No changes to deploy" in shell.run(f"{deploy} --no-fail-on-empty-changeset")
    assert "ROLLBACK" not in shell.run(events)
    made = {name: users(name) for name in names("users.yaml")}
    assert made["ada.lovelace"]["IdentityInfo"]["Email"] == "ada@example.com"
    assert made["grace.hopper"]["HierarchyGroupId"] == "44444444-4444-4444-4444-444444444444"
    assert len(made["grace.hopper"]["SecurityProfileIds"]) == 2
    assert made["alan.turing"]["PhoneConfig"]["PhoneType"] == "DESK_PHONE"
    shell.run(delete)
    gone("users")
    assert not any(users(name) for name in names("users.yaml"))


def test_saml_without_a_password(pages, users, gone):
    page, shell = pages("cloudformation")
    deploy, delete = page.commands("SAML")
    shell.run(deploy)
    made = users("hedy.lamarr@example.com", SAML_INSTANCE_ID)
    assert made["IdentityInfo"]["SecondaryEmail"] == "hedy@example.com"
    shell.run(delete)
    gone("saml")
    assert users("hedy.lamarr@example.com", SAML_INSTANCE_ID) is None
