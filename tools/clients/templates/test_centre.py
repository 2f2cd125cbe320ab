"""The page of examples/cloudformation with the real AWS CLI: a centre from nothing, a password from a secret."""

from page import TEMPLATES, yaml_of


def test_contact_centre_from_nothing(pages, users, gone, connect):
    page, shell = pages("cloudformation")
    deploy, exports, delete = page.commands("A contact centre")
    assert "Successfully created/updated stack - centre" in shell.run(deploy)
    name, arn = shell.run(exports).split()
    assert name == "centre-instance"
    instance = arn.rpartition("/")[2]
    agent = users("max.planck", instance)
    queues = connect.list_routing_profile_queues(InstanceId=instance, RoutingProfileId=agent["RoutingProfileId"])
    assert [queue["QueueName"] for queue in queues["RoutingProfileQueueConfigSummaryList"]] == ["Support"]
    group = connect.describe_user_hierarchy_group(InstanceId=instance, HierarchyGroupId=agent["HierarchyGroupId"])
    assert group["HierarchyGroup"]["Name"] == "Berlin"
    skills = connect.list_user_proficiencies(InstanceId=instance, UserId=agent["Id"])["UserProficiencyList"]
    assert [(skill["AttributeName"], skill["Level"]) for skill in skills] == [("Spoken language", 5)]
    shell.run(delete)
    gone("centre")
    assert arn not in [each["Arn"] for each in connect.list_instances()["InstanceSummaryList"]]


def test_password_from_the_secret_by_a_template_in_s3(pages, users, gone, client, calls):
    page, shell = pages("cloudformation")
    bucket, deploy, body, delete = page.commands("The password")
    shell.run(bucket)
    assert "Successfully created/updated stack - password" in shell.run(deploy)
    (stored,) = client("s3").list_objects_v2(Bucket="templates")["Contents"]
    assert stored["Key"].endswith(".template")
    secret = yaml_of(TEMPLATES / "secrets.yaml")
    password = secret["secretsmanager"]["connect/first-password"]["password"]
    profile = secret["ssm"]["/connect/agent-security-profile"]
    assert users("rosalind.franklin")["SecurityProfileIds"] == [profile.rpartition("/")[2]]
    assert "{{resolve:secretsmanager:" in shell.run(body)
    assert password not in shell.run("aws cloudformation describe-stack-events --stack-name password")
    assert "CreateUser" in [call["operation"] for call in calls()]
    shell.run(delete)
    gone("password")
