import pytest

from adoption import clients
from adoption.clients import Place


@pytest.mark.parametrize(
    ("place", "variables", "region"),
    [
        (Place(), {"AWS_REGION": "eu-west-3", "AWS_DEFAULT_REGION": "eu-west-2"}, "eu-west-3"),
        (Place(), {"AWS_REGION": "", "AWS_DEFAULT_REGION": "eu-west-2"}, "eu-west-2"),
        (Place(profile="work"), {"AWS_REGION": "eu-west-3"}, "eu-west-3"),
        (Place(profile="work"), {}, "eu-west-1"),
        (Place(region="eu-north-1", profile="work"), {"AWS_REGION": "eu-west-3"}, "eu-north-1"),
    ],
)
def test_clients_region_as_the_aws_cli_takes_it(monkeypatch, tmp_path, place, variables, region):
    """An option, then AWS_REGION, AWS_DEFAULT_REGION, and the profile, also where that is given by an option."""
    config = tmp_path / "config"
    config.write_text("[profile work]\nregion = eu-west-1\n", encoding="utf-8")
    given = {"AWS_CONFIG_FILE": str(config), "AWS_ACCESS_KEY_ID": "key", "AWS_SECRET_ACCESS_KEY": "secret"}
    for name in ("AWS_REGION", "AWS_DEFAULT_REGION", "AWS_PROFILE", "AWS_DEFAULT_PROFILE"):
        monkeypatch.delenv(name, raising=False)
    for name, value in (given | variables).items():
        monkeypatch.setenv(name, value)
    asked = []
    monkeypatch.setattr(clients, "require_somebody", lambda place, hasty: asked.append(hasty))
    made = clients.clients(place, ("cloudcontrol", {}), ("connect", {}))
    assert [client.meta.region_name for client in (*asked, *made)] == [region] * 3
