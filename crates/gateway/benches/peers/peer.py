"""airspeed: nanoseconds that one rendering takes, JSON text in, text out, the template parsed once.

usage: peer.py TEMPLATE BODY SECONDS
"""

import json
import re
import sys
import time

import airspeed

ESCAPES = {"\b": "\\b", "\n": "\\n", "\t": "\\t", "\f": "\\f", "\r": "\\r"}


def escape(match):
    c = match[0]
    if c in "\"'\\/":
        return "\\" + c
    units = c.encode("utf-16-be").hex().upper()
    return ESCAPES.get(c) or "".join("\\u" + units[at : at + 4] for at in range(0, len(units), 4))


class Util:
    def escapeJavaScript(self, value):
        return re.sub(r"[\"'\\/]|[^ -\x7f]", escape, str(value))


class Input:
    def __init__(self, body):
        self.document = json.loads(body)

    def path(self, path):
        value = self.document
        for name in path.split("."):
            if name != "$":
                value = value.get(name) if isinstance(value, dict) else None
        return value

    def params(self, name):
        return ""


def main():
    template_file, body_file, seconds = sys.argv[1:4]
    with open(template_file, encoding="utf-8") as file:
        template = airspeed.Template(file.read())
    with open(body_file, encoding="utf-8") as file:
        body = file.read()

    def render():
        return template.merge({"input": Input(body), "util": Util(), "context": {"responseOverride": {}}})

    # An engine that leaves out half of a resume is quick.
    if len(render()) < len(body) / 2:
        sys.exit("writes too little")

    times = []
    start = time.perf_counter()
    while time.perf_counter() - start < 2 * float(seconds) or not times:
        before = time.perf_counter()
        render()
        after = time.perf_counter()
        if after - start > float(seconds):
            times.append(after - before)
    times.sort()
    print(f"{times[len(times) // 2] * 1e9:.0f} ns a render")


main()
