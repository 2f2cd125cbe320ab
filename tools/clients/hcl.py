"""Reads the Terraform examples: their resources with variables and locals filled in, and their import blocks."""

import re

import hcl2
from hcl2.rules.base import AttributeRule, BodyRule
from hcl2.utils import SerializationOptions
from hcl2.walk import find_all

OPTIONS = SerializationOptions(with_comments=False, explicit_blocks=False, strip_string_quotes=True)
REFERENCE = re.compile(r"(?<!\$)\$\{(var|local)\.(\w+)\}")
UNREAD = re.compile(r"(?<!\$)\$\{|(?<!%)%\{")
OPTIONAL = re.compile(r'\$\{var\.(\w+) == null \? \{\} : \{\s*agent = (?:var\.\1|"?([^"]*)"?)\}\}')


class Configuration:
    """The files of one folder. Variables have their defaults unless others are given.

    Raises ValueError for what Terraform refuses and the parser does not: a name that is there twice.
    """

    def __init__(self, folder, **variables):
        blocks = {}
        for file in sorted(folder.glob("*.tf")):
            for name, content in parsed(file).items():
                blocks.setdefault(name, []).extend(content)
        self.blocks = blocks
        self._values = {"var": {}, "local": {}}
        for block in blocks.get("variable", []):
            for name, variable in block.items():
                put(self._values["var"], name, variables.get(name, variable.get("default")))
        for block in blocks.get("locals", []):
            for name, value in block.items():
                put(self._values["local"], name, value)

    def resources(self, kind):
        """Return the resources of a kind by name, those with for_each only when their variable is given."""
        found = {}
        for block in self.blocks["resource"]:
            for name, body in block.get(kind, {}).items():
                body = dict(body)
                if "for_each" not in body or self.chosen(body.pop("for_each")) is not None:
                    put(found, name, self.filled(body))
        return found

    def imports(self):
        """Return the id that each import block gives, by the address that it is imported to."""
        found = {}
        for block in self.blocks.get("import", []):
            if "for_each" not in block:
                put(found, block["to"].removeprefix("${").removesuffix("}"), self.filled(block["id"]))
                continue
            identifier = self.chosen(block["for_each"])
            if identifier is not None:
                assert block["id"] == "${each.value}"
                address = block["to"].removeprefix("${").removesuffix("}").replace("each.key", '"agent"')
                put(found, address, identifier)
        return found

    def chosen(self, for_each):
        """Return the value of the one element that for_each has when its variable is given, else None."""
        match = OPTIONAL.fullmatch(for_each)
        assert match, f"for_each of a form that this does not read: {for_each}"
        given = self._values["var"][match[1]]
        return None if given is None else self.filled(match[2] or given)

    def filled(self, value):
        """Return a value with the references in its texts replaced."""
        if isinstance(value, dict):
            return {name: self.filled(item) for name, item in value.items()}
        if isinstance(value, list):
            return [self.filled(item) for item in value]
        while isinstance(value, str) and REFERENCE.search(value):
            value = REFERENCE.sub(lambda match: self._values[match[1]][match[2]], value)
        if not isinstance(value, str):
            return value
        assert not UNREAD.search(value), f"a reference that this does not read: {value}"
        return value.replace("$${", "${").replace("%%{", "%{")


def parsed(file):
    """Return the blocks of a file; the parser itself takes the last of two attributes with one name."""
    tree = hcl2.parses(file.read_text(encoding="utf-8"))
    for body in find_all(tree, BodyRule):
        there = {}
        for attribute in body.children:
            if isinstance(attribute, AttributeRule):
                put(there, attribute.identifier.serialize(), attribute)
    return hcl2.serialize(tree, serialization_options=OPTIONS)


def put(values, name, value):
    """Add a value under a name that nothing has yet."""
    if name in values:
        raise ValueError(f"{name} is there twice")
    values[name] = value
