#!/usr/bin/env python3
"""Write core/api/schema.txt and scheme.txt: the facts of every published field and resource, in few bytes.

usage: schema_text.py SCHEMA_DIRECTORY GO_MODULES OUTPUT_DIRECTORY

SCHEMA_DIRECTORY holds types.json (types and fields as the API server's OpenAPI publishes them) and resources.json
(its discovery documents). GO_MODULES holds the modules k8s.io/api and k8s.io/apimachinery of the same release as
`go mod download` leaves them (api@v0.36.3, apimachinery@v0.36.3): OpenAPI does not tell a pointer from a value, what
an empty value is written as, and the names that decoding errors print.

schema.txt: a line a type, then a line a field (indented by one blank) in the order of the Go struct:
  NAME TYPE [in=EMBEDDED] [ptr] [always] [omitzero] [required] [go=TYPE] [default=JSON] [enum=A|B] [key=MERGE_KEY] [patch=STRATEGY]
            [list=TYPE] [keys=A,B] [map=TYPE]
`in=`: the embedded structs it comes from, which decoding errors name. `always`: written even when empty.
`go=`: the Go type where it is not the obvious one.
scheme.txt: a line a resource or subresource (PLURAL/status):
  GROUP_VERSION PLURAL SINGULAR KIND n|c VERBS [short=A,B] [in=CATEGORY,…] [as=GROUP/VERSION]
after a line `group NAME VERSIONS` a group, in the order of discovery.
"""
import json
import pathlib
import re
import sys

PACKAGES = {"meta": "apimachinery@*/pkg/apis/meta/{version}"}
FIELD = re.compile(r'^\t(?:(\w+) )?(\S.*?)\s+`([^`]*)`')
SCALARS = {"string": "string", "int32": "int32", "int64": "int64", "bool": "bool", "bytes": "[]uint8"}


def strip_comments(text):
    text = re.sub(r"/\*.*?\*/", "", text, flags=re.S)
    return re.sub(r"^\s*//.*$", "", text, flags=re.M)


class Package:
    """The struct and named types of one Go package."""

    def __init__(self, modules, name):
        group, version = name.split(".")
        pattern = PACKAGES.get(group, "api@*/{group}/{version}").format(group=group, version=version)
        self.name, self.version, self.structs = name, version, {}
        self.imports = {}
        for path in sorted(modules.glob(pattern + "/*.go")):
            if path.name.endswith("_test.go") or path.name.startswith("generated"):
                continue
            text = strip_comments(path.read_text())
            for alias, target in re.findall(r'^\t(?:(\w+) )?"(k8s\.io/[^"]+)"', text, flags=re.M):
                self.imports.setdefault(alias or target.rsplit("/", 1)[1], target.rsplit("/", 1)[1])
            for struct, body in re.findall(r"^type (\w+) struct \{\n(.*?)^\}", text, flags=re.M | re.S):
                self.structs[struct] = [m.groups() for m in map(FIELD.match, body.splitlines()) if m]

    def printed(self, go_type):
        """The type as reflection prints it: []v1.Container for []Container."""
        def name(match):
            package, word = match.group(1), match.group(2)
            if package:
                return f"{self.imports[package]}.{word}"
            return "uint8" if word == "byte" else word if word.islower() or word[-2:] in ("32", "64") else f"{self.version}.{word}"
        return re.sub(r"(?:(\w+)\.)?(\w+)", name, go_type)

    def fields(self, struct, embedded=""):
        for _, go_type, tag in self.structs[struct]:
            options = re.search(r'json:"([^"]*)"', tag)
            if not options:
                continue
            name, *flags = options.group(1).split(",")
            if name == "" and "inline" in flags:
                base = go_type.rsplit(".", 1)[-1]
                if base == "TypeMeta":
                    yield "kind", "string", {"omitempty"}, base
                    yield "apiVersion", "string", {"omitempty"}, base
                else:
                    yield from self.fields(base, embedded + "." * bool(embedded) + base)
            elif name != "-":
                yield name, go_type, set(flags), embedded


def obvious(type_name):
    """The Go type that is printed for a published type unless said otherwise."""
    if type_name.startswith("[]"):
        return "[]" + obvious(type_name[2:])
    if type_name.startswith("map[string]"):
        return "map[string]" + obvious(type_name[11:])
    return SCALARS.get(type_name) or ".".join(type_name.split(".")[-2:])


def field_line(name, go_type, flags, embedded, package, fact):
    pointer = go_type.startswith("*")
    printed = package.printed(go_type.lstrip("*"))
    words = [name, fact["type"]] + ["in=" + embedded] * bool(embedded)
    words += ["ptr"] * pointer + ["always"] * ("omitempty" not in flags) + ["omitzero"] * ("omitzero" in flags)
    words += ["required"] * fact.get("required", False)
    if printed != obvious(fact["type"]):
        words.append("go=" + printed)
    if fact.get("default", {}) != {}:
        words.append("default=" + json.dumps(fact["default"]))
    for key, word in (("enum", "enum"), ("mergeKey", "key"), ("patchStrategy", "patch"), ("listType", "list"),
                      ("listMapKeys", "keys"), ("mapType", "map")):
        if key in fact:
            value = fact[key]
            separator = "|" if key == "enum" else ","
            words.append(word + "=" + (value if isinstance(value, str) else separator.join(value)))
    return " " + " ".join(words)


def schema_text(types, modules):
    packages, lines = {}, []
    for type_name, facts in types.items():
        package_name, struct = type_name.rsplit(".", 1)
        head = [type_name]
        if "is" in facts:
            head.append("is=" + facts["is"])
        if "kind" in facts:
            kind = facts["kind"]
            head.append("kind=" + "/".join(filter(None, [kind["group"], kind["version"], kind["kind"]])))
        if "mapType" in facts:
            head.append("map=" + facts["mapType"])
        lines.append(" ".join(head))
        if "fields" not in facts:
            continue
        if package_name not in packages:
            packages[package_name] = Package(modules, package_name)
        package = packages[package_name]
        known = list(package.fields(struct))
        names = {row[0] for row in known}
        if names != set(facts["fields"]):
            raise SystemExit(f"{type_name}: {sorted(names ^ set(facts['fields']))} differ")
        lines += [field_line(*row, package, facts["fields"][row[0]]) for row in known]
    return "\n".join(lines) + "\n"


def scheme_text(resources):
    lines = []
    for item in resources:
        words = [item["groupVersion"], item["name"], item["singularName"] or "-", item["kind"],
                 "n" if item["namespaced"] else "c", ",".join(item["verbs"])]
        for key, word in (("shortNames", "short"), ("categories", "in")):
            if key in item:
                words.append(word + "=" + ",".join(item[key]))
        if "group" in item:
            words.append(f"as={item['group']}/{item['version']}")
        lines.append(" ".join(words))
    return "\n".join(lines) + "\n"


def main():
    schema, modules, output = map(pathlib.Path, sys.argv[1:4])
    types = json.loads((schema / "types.json").read_text())["types"]
    discovery = json.loads((schema / "resources.json").read_text())
    groups = "".join(f"group {g['name']} {','.join(g['versions'])}\n" for g in discovery["groups"])
    (output / "schema.txt").write_text(schema_text(types, modules))
    (output / "scheme.txt").write_text(groups + scheme_text(discovery["resources"]))


if __name__ == "__main__":
    main()
