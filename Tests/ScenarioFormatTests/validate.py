"""Says of each scenario of a folder what an editor sees of it by the schema: `python3 validate.py SCHEMA FOLDER`.

YAML is read as editors read it, by the core schema of YAML 1.2, and refused with a key that stands twice. Prints a
line for each file: its name and `accepted`, `refused` or `unreadable`, and the first thing that is wrong.
"""

import json
import pathlib
import re
import sys

import jsonschema
import yaml


class Core(yaml.SafeLoader):
    """The core schema of YAML 1.2 in place of the words of 1.1."""

    yaml_implicit_resolvers = {}

    def construct_mapping(self, node, deep=False):
        keys = [self.construct_object(key, deep=True) for key, _ in node.value]
        if len(keys) != len(set(map(str, keys))):
            raise yaml.YAMLError("a key stands twice")
        return {
            str(key): self.construct_object(value, deep=True)
            for key, (_, value) in zip(keys, node.value)
        }


def core_integer(loader, node):
    text = loader.construct_scalar(node)
    return int(text, 0) if text[:2] in ("0x", "0o") else int(text)


def core_float(loader, node):
    text = loader.construct_scalar(node).lower()
    return float(text.replace(".inf", "inf").replace(".nan", "nan"))


def core_map(loader, node):
    return loader.construct_mapping(node, deep=True)


for tag, pattern in [
    ("null", r"|~|null|Null|NULL"),
    ("bool", r"true|True|TRUE|false|False|FALSE"),
    ("int", r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+"),
    ("float", r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?|[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)"),
]:
    Core.add_implicit_resolver("tag:yaml.org,2002:" + tag, re.compile("^(?:" + pattern + ")$"), None)
Core.add_constructor("tag:yaml.org,2002:int", core_integer)
Core.add_constructor("tag:yaml.org,2002:float", core_float)
Core.add_constructor("tag:yaml.org,2002:map", core_map)


def verdict(validator, text):
    try:
        value = yaml.load(text, Loader=Core)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        return "unreadable", str(error)
    fault = jsonschema.exceptions.best_match(validator.iter_errors(value))
    if fault is None:
        return "accepted", ""
    return "refused", "/".join(map(str, fault.path)) + ": " + fault.message


schema = json.loads(pathlib.Path(sys.argv[1]).read_text(encoding="utf-8"))
jsonschema.Draft7Validator.check_schema(schema)
validator = jsonschema.Draft7Validator(schema)
for path in sorted(pathlib.Path(sys.argv[2]).glob("*.yaml")):
    kind, why = verdict(validator, path.read_bytes().decode("utf-8"))
    print(path.name, kind, " ".join(why.split())[:200], sep="\t")
