#!/usr/bin/env python3
"""Holds the JSON Schema of the language against the files of the tests: schema.py FOLDER <SCHEMA

Every good file must be valid. Every bad file must not be, but for those below, whose mistakes no schema can see. Ends with
77 when there is no validator here."""
import glob
import json
import os
import sys

try:
    import jsonschema
    import yaml
except ImportError as missing:
    print(missing)
    sys.exit(77)

# What names name, what sums to what, what contradicts what; and text that is no YAML at all to begin with.
UNSEEN = set("""
ahv-elsewhere admission-both admission-failures admission-half admission-versions auto-deploy bytes-utf16 circle contention cpu-of-host dedicated host-elsewhere host-not-up host-of-vm
disconnect governance governance-nothing labels move-elsewhere names not-whole pools prism nutanix-blocks nutanix-containers nutanix-data nutanix-new-data nutanix-few nutanix-ft2 nutanix-remediate nutanix-rf3 nutanix-witness nutanix-zookeeper platform quorum-name locality
range range-for-one repeat reservation rule-apart-together rule-no-host-left rule-on-not-on same-name step-names
secondary step-consolidate step-order threshold too-large-vm twins vcenter vsan-domains vsan-none vsan-policy vsan-room vsan-sites yaml-tag zero duplicate-key
""".split())


# What would take the validator for ever.
HOSTILE = {"yaml-bomb"}


class Loader(yaml.SafeLoader):
    """YAML 1.2: only true and false are no words, and there are no dates."""


Loader.yaml_implicit_resolvers = {
    letter: [(tag, pattern) for tag, pattern in resolvers
             if tag not in ("tag:yaml.org,2002:bool", "tag:yaml.org,2002:timestamp")]
    for letter, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()}
Loader.add_implicit_resolver("tag:yaml.org,2002:bool", __import__("re").compile("^(true|false)$"), list("tf"))


def texts(node):
    """JSON has only text for keys."""
    if isinstance(node, dict):
        return {str(key): texts(value) for key, value in node.items()}
    return [texts(item) for item in node] if isinstance(node, list) else node


def mistakes(path, validator):
    """What the schema says of a file; None when it is no YAML."""
    try:
        with open(path, "rb") as file:
            return list(validator.iter_errors(texts(yaml.load(file, Loader))))
    except (yaml.YAMLError, ValueError, RecursionError, TypeError):
        return None


def main():
    schema = json.load(sys.stdin)
    jsonschema.Draft7Validator.check_schema(schema)
    validator = jsonschema.Draft7Validator(schema)
    wrong = 0
    for path in sorted(glob.glob(os.path.join(sys.argv[1], "*.yaml"))):
        kind, name = os.path.basename(path)[:-len(".yaml")].split("-", 1)
        if name in ("yaml-bomb", "yaml-deep"):
            continue  # made to burst readers without a budget, such as this one
        if name in HOSTILE:
            continue
        found = mistakes(path, validator)
        if kind == "good" and found != []:
            print(f"{path}: good, and the schema says: {found and found[0].message}")
            wrong += 1
        elif kind == "bad" and found == [] and name not in UNSEEN:
            print(f"{path}: bad, and the schema does not see it")
            wrong += 1
        elif kind == "bad" and found and name in UNSEEN:
            print(f"{path}: the schema does see it: {found[0].message}")
            wrong += 1
    sys.exit(1 if wrong else 0)


main()
