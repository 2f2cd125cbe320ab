"""The page of examples/cloudformation with the real AWS CLI: a team by a loop."""


def test_team_by_loop_changes_only_who_comes_and_goes(pages, users, gone):
    page, shell = pages("cloudformation")
    first, second, outputs, delete = page.commands("A team")
    shell.run(first)
    before = {name: users(f"team.{name}") for name in ("Sofia", "Srinivasa", "Katherine")}
    assert all(before.values())
    shell.run(second)
    assert users("team.Sofia") is None
    assert users("team.Ada")["IdentityInfo"]["FirstName"] == "Ada"
    assert {name: users(f"team.{name}")["Id"] for name in ("Srinivasa", "Katherine")} == {
        name: before[name]["Id"] for name in ("Srinivasa", "Katherine")
    }
    assert set(shell.run(outputs).split()) == {"ArnSrinivasa", "ArnKatherine", "ArnAda"}
    shell.run(delete)
    gone("team")
    assert users("team.Ada") is None
