import json
import re
import sys
from pathlib import Path

import pytest
import yaml
from adopted import GROUP, INSTANCE, PROFILE, arn, shown, team

from adoption import cloudformation, terraform
from adoption.clients import Place
from adoption.instance import Named
from adoption.naming import camel, snake
from adoption.page import beginning
from workbench.repository import ROOT

sys.path.append(str(ROOT / "tools" / "clients"))
from hcl import Configuration

TYPE = "AWS::Connect::User"
DIRECTLY = ['export NO_PROXY="127.0.0.1,${NO_PROXY:-},${no_proxy:-}"', 'export no_proxy="$NO_PROXY"']
UNSET = "unset AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN"
BEGINNING = beginning("code", "eu-west-1", Place(), "https://cloudcontrolapi.eu-west-1.amazonaws.com")


def test_stacks_keep_to_the_number_of_resources_and_imports_to_theirs():
    files = cloudformation.files(
        team(*[shown(f"u{number:03}") for number in range(45)]), TYPE, BEGINNING, "staff", 20, 8
    )
    imports = {path: json.loads(text) for path, text in files.items() if path.endswith(".json")}
    assert [len(imports[f"staff-{stack}/import-{step}.json"]) for stack, step in [(1, 1), (1, 2), (1, 3), (3, 1)]] == [
        8,
        8,
        4,
        5,
    ]
    targets = [each["ResourceIdentifier"]["UserArn"] for file in imports.values() for each in file]
    assert sorted(targets) == sorted(arn(f"u{number:03}") for number in range(45))
    assert files["staff-1/template-2.yaml"].count("Type: AWS::Connect::User") == 16


def test_stacks_keep_to_the_number_of_parameters():
    users = [shown(f"u{number}", RoutingProfileArn=f"{INSTANCE}/routing-profile/{number}") for number in range(420)]
    parts = cloudformation.stacks(team(*users), TYPE, 500)
    assert [len(part) for part in parts] == [198, 198, 24]  # with InstanceArn and the security profile 200


def test_stacks_keep_to_the_size_of_a_template(monkeypatch):
    assert cloudformation.BYTES_OF_A_TEMPLATE == 1_000_000
    monkeypatch.setattr(cloudformation, "BYTES_OF_A_TEMPLATE", 100_000)  # a tenth, for YAML is written slowly
    tags = [{"Key": f"k{number}", "Value": "ü" * 256} for number in range(5)]
    found = team(*[shown(f"u{number}", Tags=tags) for number in range(100)])
    parts = cloudformation.stacks(found, TYPE, 500)
    sizes = [len(cloudformation.template_of(found, part, TYPE).encode()) for part in parts]
    assert len(parts) > 1
    assert all(size <= 100_000 for size in sizes)
    assert sizes[0] > 90_000


def test_template_texts_stay_texts_and_profiles_stand_once():
    odd = ["yes", "0123", "2024-01-01", "null", "1e3", "# x", 'a "b"', "!Ref x", "", "ü\n"]
    tags = [{"Key": f"k{number}", "Value": value} for number, value in enumerate(odd)]
    named = [Named("routing profile", PROFILE, 'Front: "desk"')]
    found = team(shown("ada", Tags=tags), shown("bob"), named=named)
    text = cloudformation.template_of(found, found.people, TYPE)
    template = loaded(text)
    assert [tag["Value"] for tag in template["Resources"]["Ada"]["Properties"]["Tags"]] == odd
    assert template["Resources"]["Ada"]["DeletionPolicy"] == "Retain"
    parameter = template["Resources"]["Bob"]["Properties"]["RoutingProfileArn"]["Ref"]
    assert template["Parameters"][parameter] == {
        "Type": "String",
        "Description": 'Routing profile: Front: "desk"',
        "Default": PROFILE,
    }
    assert text.count(PROFILE) == 1


@pytest.mark.parametrize("form", [camel, snake])
def test_every_user_refers_to_its_own_group_of_those_of_one_name(form, tmp_path):
    named = [Named("hierarchy group", f"{GROUP}{number}", "Team A") for number in range(2)]
    groups = {name: f"{GROUP}{number}" for number, name in enumerate(("ada", "bob"))}
    found = team(*[shown(name, HierarchyGroupArn=group) for name, group in groups.items()], form=form, named=named)
    if form is camel:
        template = loaded(cloudformation.template_of(found, found.people, TYPE))
        read = {
            user["Properties"]["Username"]: template["Parameters"][user["Properties"]["HierarchyGroupArn"]["Ref"]]
            for user in template["Resources"].values()
        }
        assert {name: parameter["Default"] for name, parameter in read.items()} == groups
    else:
        users = configuration_of(found, tmp_path).resources("awscc_connect_user").values()
        assert {user["username"]: user["hierarchy_group_arn"] for user in users} == groups


@pytest.mark.parametrize(
    "twice",
    [
        "locals {\n  a = 1\n  a = 2\n}\n",
        "locals {\n  a = 1\n}\nlocals {\n  a = 2\n}\n",
        'resource "x" "a" {\n  b = 1\n  b = 2\n}\n',
        'resource "x" "a" {\n}\nresource "x" "a" {\n}\n',
        'import {\n  to = x.a\n  id = "1"\n}\nimport {\n  to = x.a\n  id = "2"\n}\n',
    ],
)
def test_terraform_with_a_name_twice_is_not_read(twice, tmp_path):
    (tmp_path / "main.tf").write_text(f'{twice}resource "x" "b" {{\n}}\n', encoding="utf-8")

    def read():
        configuration = Configuration(tmp_path)
        return configuration.resources("x"), configuration.imports()

    with pytest.raises(ValueError, match="is there twice"):
        read()


def configuration_of(found, folder):
    for path, text in terraform.files(found, BEGINNING).items():
        (folder / path).write_text(text, encoding="utf-8")
    return Configuration(folder)


def loaded(text):
    class Loader(yaml.SafeLoader):
        pass

    Loader.add_constructor("!Ref", lambda loader, node: {"Ref": node.value})
    return yaml.load(text, Loader)


@pytest.mark.parametrize("name", ["staff", "new-hires-2026", "a--b", "a" * 120])
def test_stacks_are_called_by_their_folder(name):
    assert cloudformation.prefix_of(Path("/code") / name, INSTANCE) == name


@pytest.mark.parametrize(
    ("name", "readable"),
    [
        ("adopted", "adopted"),
        ("new hires_2026", "new-hires-2026"),
        ("2026", "users-2026"),
        ("Zoë", "Zoe"),
        ("二課", "users"),
        ("---", "users"),
        ("a" * 200, "a" * 113),
    ],
)
def test_stacks_of_a_folder_whose_name_may_be_another_s_are_marked_by_place_and_instance(name, readable):
    folder = Path("/code") / name
    prefix = cloudformation.prefix_of(folder, INSTANCE)
    assert re.fullmatch(f"{readable}-[0-9a-f]{{6}}", prefix)
    assert cloudformation.A_STACK_NAME.fullmatch(prefix)
    assert cloudformation.prefix_of(folder, INSTANCE) == prefix
    others = {cloudformation.prefix_of(Path("/other") / name, INSTANCE), cloudformation.prefix_of(folder, "arn")}
    assert prefix not in others


@pytest.mark.parametrize(
    ("partition", "region", "host"),
    [
        ("aws", "af-south-1", "s3.af-south-1.amazonaws.com"),
        ("aws-us-gov", "us-gov-west-1", "s3.us-gov-west-1.amazonaws.com"),
        ("aws-cn", "cn-north-1", "s3.cn-north-1.amazonaws.com.cn"),
    ],
)
def test_page_names_a_place_of_templates_that_the_region_has(partition, region, host):
    arn = f"arn:{partition}:connect:{region}:123456789012:instance/i"
    text = cloudformation.page(
        [("users-1", 1, "users-1/template-1.yaml", "users-1/import-1.json", 1, 1)], ["cd code"], arn
    )
    assert f" --template-url https://BUCKET.{host}/users-1/template-1.yaml " in text
    assert "```sh\ncd code\n# users-1: 1 user" in text


@pytest.mark.parametrize(
    ("place", "address", "lines"),
    [
        (Place(region="eu-west-1"), "https://cloudcontrolapi.eu-west-1.amazonaws.com", []),
        (Place(profile="the staff"), "http://127.0.0.2", [UNSET, "export AWS_PROFILE='the staff'"]),
        (
            Place(profile="staff", endpoint="http://127.0.0.1:4566"),
            "http://127.0.0.1:4566",
            [UNSET, "export AWS_PROFILE=staff AWS_ENDPOINT_URL=http://127.0.0.1:4566", *DIRECTLY],
        ),
        (Place(), "http://127.0.0.1:4566", ["export AWS_ENDPOINT_URL=http://127.0.0.1:4566", *DIRECTLY]),
    ],
)
def test_pages_lead_to_the_place_that_was_read(place, address, lines):
    first = beginning("a b", "eu-west-1", place, address)
    assert first == ["cd 'a b'", "export AWS_REGION=eu-west-1 AWS_DEFAULT_REGION=eu-west-1", *lines]
    text = "```sh\n" + "\n".join(first) + "\n"
    assert text in cloudformation.files(team(shown("ada")), TYPE, first, "staff")["README.md"]
    page = terraform.files(team(shown("ada"), form=snake), first)["README.md"]
    assert text + "terraform init\n" in page
    assert ('`provider "awscc"`' in page) == ("AWS_ENDPOINT_URL" in text)


def test_terraform_texts_are_no_templates():
    tags = [{"Key": "k", "Value": '${x} %{y} "z" \\ \n\b'}]
    found = team(shown("ada", Tags=tags, HierarchyGroupArn=GROUP), form=snake)
    files = terraform.files(found, BEGINNING)
    assert r'value = "$${x} %%{y} \"z\" \\ \n\u0008"' in files["users.tf"]
    assert "  hierarchy_group_arn = local.hierarchy_group_g\n" in files["users.tf"]
    assert f'to = awscc_connect_user.ada\n  id = "{arn("ada")}"' in files["imports.tf"]


@pytest.mark.parametrize(
    "value",
    [
        r"sales\back \form \new \u0041 \\",
        "one\u2028two\u2029three\u0085four",
        "\0\b\f\n\r\t\x1c\x1f\x7f",
        '"${x}" %{y} $ % {}',
        "Zoë\u00a0二課 👩\u200d💻 \ufeff\U000e0067",
        "",
    ],
)
def test_terraform_texts_are_read_back_as_they_were(value, tmp_path):
    found = team(shown("ada", Tags=[{"Key": "k", "Value": value}]), form=snake)
    (user,) = configuration_of(found, tmp_path).resources("awscc_connect_user").values()
    assert user["tags"] == [{"key": "k", "value": value}]
    assert all(each.isprintable() or each in "\n\u00a0" for each in terraform.files(found, BEGINNING)["users.tf"])


def test_terraform_lines_end_where_hcl_ends_them():
    odd = 'locals {\n  a = "x\u2028y\u2029z\u0085"\n}\n'
    assert terraform.aligned(odd) == odd


def test_terraform_is_laid_out_as_its_own_formatter_does():
    files = terraform.files(
        team(shown("ada", PhoneConfig={"PhoneType": "SOFT_PHONE", "AutoAccept": True}), form=snake), BEGINNING
    )
    assert files["users.tf"].startswith(
        'resource "awscc_connect_user" "ada" {\n'
        "  instance_arn        = local.instance_arn\n"
        '  username            = "ada"\n'
        "  routing_profile_arn = local.routing_profile_r\n"
        "  security_profile_arns = [\n"
    )
    assert '    phone_type  = "SOFT_PHONE"\n    auto_accept = true\n' in files["users.tf"]


@pytest.mark.parametrize("file", sorted((ROOT / "examples" / "terraform").rglob("*.tf")), ids=lambda file: file.name)
def test_terraform_layout_is_that_of_files_that_were_formatted(file):
    text = file.read_text(encoding="utf-8")
    assert terraform.aligned(re.sub(r"^( *[\w-]+) +=", r"\1 =", text, flags=re.MULTILINE)) == text


def test_terraform_a_name_in_a_comment_stays_in_its_line():
    named = [Named("routing profile", PROFILE, 'one\n} resource "x"')]
    text = terraform.names(team(shown("ada"), named=named, form=snake))
    assert '# Routing profile: one } resource "x"\n' in text
