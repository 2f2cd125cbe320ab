from workbench.repository import aws_environment


def test_aws_environment_nothing_set_dummies():
    completed = aws_environment({})
    assert completed["AWS_ACCESS_KEY_ID"] == "AKIDLOCAL"
    assert completed["AWS_REGION"] == completed["AWS_DEFAULT_REGION"] == "us-east-1"


def test_aws_environment_keys_set_kept():
    completed = aws_environment({"AWS_ACCESS_KEY_ID": "mine", "AWS_SECRET_ACCESS_KEY": "own", "AWS_SESSION_TOKEN": "t"})
    assert (completed["AWS_ACCESS_KEY_ID"], completed["AWS_SESSION_TOKEN"]) == ("mine", "t")


def test_aws_environment_profile_set_no_dummy_keys_beside_it():
    assert "AWS_ACCESS_KEY_ID" not in aws_environment({"AWS_PROFILE": "work"})


def test_aws_environment_region_argument_before_variables():
    assert aws_environment({"AWS_REGION": "eu-west-2"})["AWS_DEFAULT_REGION"] == "eu-west-2"
    assert aws_environment({"AWS_REGION": "eu-west-2"}, "eu-central-1")["AWS_REGION"] == "eu-central-1"


def test_aws_environment_proxy_never_for_this_machine():
    completed = aws_environment({"NO_PROXY": "example.com"})
    assert completed["NO_PROXY"] == "example.com,127.0.0.1,localhost"
    assert "127.0.0.1" in completed["no_proxy"]
