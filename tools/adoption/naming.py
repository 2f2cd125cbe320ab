"""Readable names for what code declares: unique, and the same whenever the same instance is adopted again."""

import hashlib
import re
import unicodedata
from collections import Counter

MARKS = (6, 12, 64)  # how many digits of the digest; more only where fewer meet a name that is somebody's


def camel(text):
    """Return a text as a logical id of CloudFormation: ada.lovelace is AdaLovelace."""
    return "".join(word[0].upper() + word[1:] for word in words(text))


def snake(text):
    """Return a text as a name of Terraform: ada.lovelace is ada_lovelace."""
    return "_".join(word.lower() for word in words(text))


def words(text):
    """Return the runs of plain letters and digits in a text; accents are left out."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.findall(r"[A-Za-z0-9]+", plain)


def unique(texts, form, otherwise, taken=()):
    """Return a name for each text; texts and names are by the ARN of what has them.

    Names that would meet, also those that differ in case alone, are told apart by a mark made of the text, and of the
    ARN where the text is another's too. So a name depends neither on the order of the texts nor on which of them are
    asked for: whoever wants stable names gives all texts of the instance. `taken` are names that nobody may have.
    `otherwise` stands before what begins with no letter.
    """
    taken = {name.lower() for name in taken}
    alike = Counter(texts.values())
    marks = {arn: text if alike[text] == 1 else f"{text} {arn}" for arn, text in texts.items()}
    bases = {arn: based(text, form, otherwise) for arn, text in texts.items()}
    shared = counted(bases.values())
    for length in MARKS:
        names = {
            arn: base
            if shared[base.lower()] == 1 and base.lower() not in taken
            else marked(marks[arn], base, form, length)
            for arn, base in bases.items()
        }
        if len(counted(names.values())) == len(names) and not taken & set(counted(names.values())):
            return names
    raise AssertionError("two texts have one SHA-256")


def based(text, form, otherwise):
    """Return a text in a form, with a letter in front."""
    name = form(text)
    return name if name[:1].isalpha() else form(f"{otherwise} {text}")


def marked(text, base, form, length):
    """Return a name with a mark of the text's digest."""
    digest = hashlib.sha256(text.encode()).hexdigest()[:length]
    return f"{base}_{digest}" if form is snake else f"{base}{digest.upper()}"


def counted(names):
    """Return how many share each name, whatever its case."""
    return Counter(name.lower() for name in names)
