import pytest

from workbench import parts
from workbench.steps import StepFailed


def component(name, *licences):
    return {
        "group": "g",
        "name": name,
        "version": "1",
        "licenses": list(licences),
        "purl": f"pkg:maven/g/{name}@1",
    }


def bill(name, *components):
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"tools": {}, "component": {"name": name}},
        "components": list(components),
    }


def test_merged_each_component_once_in_order():
    both = component("b")
    whole = parts.merged([bill("provider", both, component("c")), bill("emulator", both)], [component("a")])
    assert [part["name"] for part in whole["components"]] == ["a", "b", "c"]
    assert whole["metadata"]["component"] == {"name": "emulator", "components": [{"name": "provider"}]}


def test_notice_every_form_of_licence_named():
    whole = bill(
        "x",
        component("a", {"license": {"id": "MIT"}}),
        component("b", {"license": {"name": "Go License"}}),
        component("c", {"expression": "A OR B"}, {"license": {"id": "MIT"}}),
    )
    assert parts.notice(whole).splitlines()[-3:] == ["g:a 1 - MIT", "g:b 1 - Go License", "g:c 1 - A OR B or MIT"]


@pytest.mark.parametrize("licences", [(), ({"license": {"url": "x"}},)])
def test_notice_component_without_licence_refused(licences):
    with pytest.raises(StepFailed, match="g:a 1 names no licence"):
        parts.notice(bill("x", component("a", *licences)))


def test_differences_line_missing_and_line_too_much_named(monkeypatch, tmp_path):
    monkeypatch.setattr(parts, "NOTICE", tmp_path / "NOTICE")
    whole = bill("x", component("a", {"license": {"id": "MIT"}}))
    assert "NOTICE lacks: g:a 1 - MIT" in parts.differences(whole)
    parts.NOTICE.write_text(parts.notice(whole) + "g:z 9 - MIT\n")
    assert parts.differences(whole) == ["NOTICE has too much: g:z 9 - MIT"]


def test_runtime_client_is_what_aws_made_and_not_our_jar_beside_it(monkeypatch, tmp_path):
    for name in ("aws-lambda-java-core-1.3.0.jar", "connect-emulator-child.jar"):
        (tmp_path / name).write_bytes(b"")
    monkeypatch.setattr(parts, "RUNTIME_CLIENT", tmp_path)
    assert [(each["name"], each["version"]) for each in parts.runtime_client()] == [("aws-lambda-java-core", "1.3.0")]
