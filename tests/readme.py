#!/usr/bin/env python3
"""Runs the console examples of a document and compares: readme.py PROGRAM DOCUMENT [--write]

In a ```console block, a line that begins with "$ " is a command; what follows is what it prints, to the letter, except that a
line "…" stands for any number of lines. With --write, lines that differ only in their numbers are put right. Commands run in an empty folder, in the order of the document, with `rollcall`,
`./rollcall` and `./bootstrap COMMAND` all meaning PROGRAM; `./bootstrap` alone and `./bootstrap check` build and test and
are left to whoever does that. A ```yaml block whose first line is "# FILE.yaml" is written there first, and the RVTools export
of the tests lies there as `rvtools-export`, its answers of Prism as `prism-export`, its save of govc under its own name. Prints the examples that fail, and ends with how many passed and failed."""
import os
import re
import shutil
import subprocess
import sys
import tempfile

BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.S | re.M)


def matches(expected, got):
    """Whether `got` is `expected`, where "…" stands for any number of lines."""
    if not expected:
        return not got
    if expected[0] == "…":
        return any(matches(expected[1:], got[i:]) for i in range(len(got) + 1))
    return bool(got) and expected[0] == got[0] and matches(expected[1:], got[1:])


def examples(text):
    """(command, expected lines) for each command of a console block."""
    parts = re.split(r"^\$ (.*)\n", text, flags=re.M)
    return [(parts[i], parts[i + 1].splitlines()) for i in range(1, len(parts), 2)]


def renumbered(expected, got):
    """What is expected, line by line, with the numbers of the next line of `got` that is the same but for its numbers."""
    lines, at = [], 0
    for line in expected:
        bare = re.sub(r"\b[0-9]+\b", "0", line)
        there = next((i for i in range(at, len(got)) if re.sub(r"\b[0-9]+\b", "0", got[i]) == bare), None)
        if line != "…" and there is not None:
            line, at = got[there], there + 1
        lines.append(line)
    return lines


def main():
    write = "--write" in sys.argv[3:]
    program, document = os.path.abspath(sys.argv[1]), sys.argv[2]
    passed = failed = 0
    environment = dict(os.environ, NO_COLOR="1", LC_ALL="C.UTF-8")
    export = os.path.join(os.path.dirname(os.path.abspath(__file__)), "data", "rvtools", "estate")
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(export, os.path.join(folder, "rvtools-export"))
        shutil.copytree(os.path.join(os.path.dirname(os.path.dirname(export)), "prism"), os.path.join(folder, "prism-export"))
        save = "vcsim-vc01.example.com"
        shutil.copytree(os.path.join(os.path.dirname(os.path.dirname(export)), "govc", save), os.path.join(folder, save))
        for kind, body in BLOCK.findall(open(document, encoding="utf-8").read()):
            name = re.match(r"# (\S+\.yaml)\n", body)
            if kind == "yaml" and name:
                with open(os.path.join(folder, name.group(1)), "w", encoding="utf-8") as file:
                    file.write(body)
            for command, expected in examples(body) if kind == "console" else []:
                if re.match(r"\./bootstrap(\s+check)?$", command) or re.match(r"(git|make|sudo|cd) ", command):
                    continue
                line = re.sub(r"(^|\| )(\./bootstrap|\./rollcall|rollcall)\b", r'\1"$PROGRAM"', command)
                got = subprocess.run(line, shell=True, cwd=folder, env=dict(environment, PROGRAM=program),
                                     capture_output=True, text=True).stdout.splitlines()
                if matches(expected, got):
                    passed += 1
                    continue
                better = renumbered(expected, got)
                if write and matches(better, got):
                    text = open(document, encoding="utf-8").read()
                    with open(document, "w", encoding="utf-8") as file:
                        file.write(text.replace("\n".join(expected) + "\n", "\n".join(better) + "\n"))
                    passed += 1
                    continue
                failed += 1
                print(f"{document}: $ {command}\n  expected:")
                print("\n".join("    " + line for line in expected[:40]))
                print("  got:")
                print("\n".join("    " + line for line in got[:40]))
    print(f"{passed} passed, {failed} failed")
    sys.exit(1 if failed else 0)


main()
