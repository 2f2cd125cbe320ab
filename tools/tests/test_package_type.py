from workbench import package_type


def test_rename_inside_text_replaced_and_other_bytes_kept(tmp_path):
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "A.java").write_text('super("aws-connect-user.json"); // AWS::Connect::User')
    (tmp_path / "data").write_bytes(b"\xff\x00aws")
    package_type.rename_inside(tmp_path, {"AWS::Connect::User": "Acme::A1::B2", "aws-connect-user": "acme-a1-b2"})
    assert (tmp_path / "deep" / "A.java").read_text() == 'super("acme-a1-b2.json"); // Acme::A1::B2'
    assert (tmp_path / "data").read_bytes() == b"\xff\x00aws"
