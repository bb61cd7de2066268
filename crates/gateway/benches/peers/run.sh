#!/bin/sh
# Times a template in this engine and in its peers, with the ratio to the floor: crates/gateway/README.md says how.
# usage: run.sh TEMPLATE BODY [SECONDS]
# Velocity: apt-get install velocity default-jdk-headless libjackson2-databind-java. The others are fetched from npm and
# PyPI into ~/.cache/resume-console/peers. What is missing is said and left out.
set -eu
template=$(realpath "$1") body=$(realpath "$2") seconds=${3:-30}
here=$(dirname "$(realpath "$0")")
cache=${XDG_CACHE_HOME:-$HOME/.cache}/resume-console/peers
mkdir -p "$cache"

ours=$(cd "$here" && cargo run --profile native --quiet -p testkit --bin bench -- "$template" "$body" "$seconds")
floor=$(echo "$ours" | sed -n 's/^\([0-9]*\) ns serde_json.*/\1/p')

# report NAME COMMAND…
report() {
    name=$1
    shift
    if said=$("$@" 2>"$cache/errors"); then
        time=${said%% *}
        awk -v name="$name" -v time="$time" -v floor="$floor" \
            'BEGIN { printf "%-22s %12d ns  %6.2f of the floor\n", name, time, time / floor }'
    else
        echo "$name: $(grep -m 1 -E '^[A-Za-z.]*(Error|Exception)|not found' "$cache/errors" || tail -n 1 "$cache/errors")"
    fi
}

report 'this engine' echo "$ours"

jars=/usr/share/java
velocity() {
    path=$jars/velocity.jar:$jars/commons-collections3.jar:$jars/commons-lang.jar
    path=$path:$jars/jackson-databind.jar:$jars/jackson-core.jar:$jars/jackson-annotations.jar
    javac -cp "$path" -d "$cache" "$here/Peer.java" && java -Xss4m -cp "$cache:$path" Peer "$@"
}
if [ -f "$jars/velocity.jar" ] && command -v javac >/dev/null; then
    report 'Velocity, warm JVM' velocity "$template" "$body" "$seconds"
else
    echo 'Velocity, warm JVM: not installed (the first lines of run.sh say how)'
fi

velocityjs() {
    [ -d "$cache/node_modules/velocityjs" ] || npm install --silent --prefix "$cache" velocityjs@2.1.7 >&2
    VELOCITYJS=$cache node "$here/peer.mjs" "$@"
}
report 'velocityjs' velocityjs "$template" "$body" "$seconds"

airspeed() {
    [ -x "$cache/python/bin/python" ] || python3 -m venv "$cache/python" >&2
    "$cache/python/bin/python" -c 'import airspeed' 2>/dev/null ||
        "$cache/python/bin/pip" install --quiet airspeed==0.7.1 >&2
    "$cache/python/bin/python" "$here/peer.py" "$@"
}
report 'airspeed' airspeed "$template" "$body" "$seconds"
