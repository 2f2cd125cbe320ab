import pytest

from workbench.type_name import TypeName, UnusableName


@pytest.mark.parametrize("text", ["Acme::Connect::User", "A1::B2::C3", f"{'a' * 64}::Connect::User"])
def test_parse_own_namespace_accepted(text):
    assert not TypeName.parse(text).reserved


def test_parse_published_name_accepted_though_reserved():
    assert TypeName.parse("AWS::Connect::User").reserved


@pytest.mark.parametrize(
    "text", ["AWS::Connect::Agent", "aws::Connect::User", "Amazon::A1::B2", "Alexa::A1::B2", "Custom::A1::B2"]
)
def test_parse_reserved_namespace_refused(text):
    with pytest.raises(UnusableName, match="reserved"):
        TypeName.parse(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Acme",
        "Acme::User",
        "A::Connect::User",
        "Acme::Connect::User::MODULE",
        "Ac-me::Connect::User",
        "Acme::Connect::User\n",
        f"{'a' * 65}::Connect::User",
    ],
)
def test_parse_malformed_name_refused(text):
    with pytest.raises(UnusableName, match="three parts"):
        TypeName.parse(text)


def test_hyphenated_name_as_the_cli_spells_files():
    assert TypeName("Acme::Connect::User").hyphenated == "acme-connect-user"
