from workbench import package_type
from workbench.type_name import TypeName


def test_package_tests_are_neither_compiled_nor_run(monkeypatch, tmp_path):
    built = []
    monkeypatch.setattr(package_type, "maven", lambda _, folder, *goals: built.append((folder, *goals)))
    monkeypatch.setattr(package_type, "keep_newest_jar", lambda *_: None)
    monkeypatch.setattr(package_type, "run", lambda *_, **__: "")
    archive = package_type.package(TypeName("Acme::Connect::User"), tmp_path, "-Da=b")
    assert built == [(tmp_path, "package", "-Dmaven.test.skip=true", "-Da=b")]
    assert archive == tmp_path / "acme-connect-user.zip"


def test_rename_inside_text_replaced_and_other_bytes_kept(tmp_path):
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "A.java").write_text('super("aws-connect-user.json"); // AWS::Connect::User')
    (tmp_path / "data").write_bytes(b"\xff\x00aws")
    package_type.rename_inside(tmp_path, {"AWS::Connect::User": "Acme::A1::B2", "aws-connect-user": "acme-a1-b2"})
    assert (tmp_path / "deep" / "A.java").read_text() == 'super("acme-a1-b2.json"); // Acme::A1::B2'
    assert (tmp_path / "data").read_bytes() == b"\xff\x00aws"
