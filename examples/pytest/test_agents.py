"""An agent made by a template, as Amazon Connect shows it."""

INSTANCE = "11111111-1111-1111-1111-111111111111"
INSTANCE_ARN = f"arn:aws:connect:us-east-1:123456789012:instance/{INSTANCE}"
TEMPLATE = f"""
Resources:
  Agent:
    Type: AWS::Connect::User
    Properties:
      InstanceArn: {INSTANCE_ARN}
      Username: ada.lovelace
      Password: Ada-Lovelace-1
      RoutingProfileArn: {INSTANCE_ARN}/routing-profile/22222222-2222-2222-2222-222222222222
      SecurityProfileArns: ["{INSTANCE_ARN}/security-profile/33333333-3333-3333-3333-333333333333"]
      IdentityInfo: {{FirstName: Ada, LastName: Lovelace}}
      PhoneConfig: {{PhoneType: SOFT_PHONE}}
"""


def agents(aws):
    """Return the names of the users of the instance."""
    return [
        user["Username"]
        for user in aws("connect").list_users(InstanceId=INSTANCE)["UserSummaryList"]
    ]


def test_deployed_the_agent_is_there(aws):
    """A deployed template makes its agent."""
    stacks = aws("cloudformation")
    stacks.create_stack(StackName="agents", TemplateBody=TEMPLATE)
    stacks.get_waiter("stack_create_complete").wait(
        StackName="agents", WaiterConfig={"Delay": 1}
    )
    assert agents(aws) == ["ada.lovelace"]


def test_every_test_begins_with_the_seed(aws):
    """Nothing of the other test is left."""
    assert agents(aws) == []
