"""Runs LocalStack on this machine, without docker: an emulator of AWS that takes the stack's template and serves its API.

Start it with the environment that `emulator.mjs` sets. It ends when the process that started it does, and at the latest
after EMULATOR_SECONDS.

Five places where a LocalStack that is started this way falls short of AWS are bridged below, each with its reason, and those
of its CloudFormation in `updates.py`. No bridge touches what is under test: the template, the mapping templates, the answers'
shape.
"""

import os
import signal
import sys
import threading
import time

from localstack.services.dynamodb import server as dynamodb
from localstack.utils.common import TMP_THREADS
from localstack.utils.run import ShellCommandThread


def start_dynalite(server):
    """The engine behind DynamoDB. LocalStack downloads Amazon's own, from a host that is no package registry; dynalite, an
    npm package, holds the same rules of items and answers with the same errors."""
    command = [os.environ["DYNALITE"], "--host", "127.0.0.1", "--port", str(server.port)]
    # A table is there at once, not after the half second that dynalite plays for realism.
    command += ["--createTableMs", "0", "--deleteTableMs", "0", "--updateTableMs", "0"]
    thread = ShellCommandThread(command, strip_color=True, auto_restart=True, name="dynalite")
    TMP_THREADS.append(thread)
    thread.start()
    return thread


dynamodb.DynamodbServer.do_start_thread = start_dynalite


from localstack.services.apigateway.next_gen.execute_api.integrations import aws as integration  # noqa: E402

mocked_headers = integration.get_internal_mocked_headers


def signed_headers(*args, **kwargs):
    """Two headers of the gateway's own calls. API Gateway signs a call to DynamoDB with a date and names the type of its
    body; LocalStack sends a signature without a date, and the browser's content type or none. DynamoDB refuses both
    (IncompleteSignatureException, UnknownOperationException), and so does dynalite."""
    headers = {"X-Amz-Date": "20260101T000000Z", "Content-Type": "application/x-amz-json-1.0"}
    return {**mocked_headers(*args, **kwargs), **headers}


integration.get_internal_mocked_headers = signed_headers


# A mapping template that recurses takes about 30 of Python's frames a level, and Python's limit of 1,000 ends it below the 32
# levels that DynamoDB takes. Velocity runs on Java's stack, which takes them easily.
sys.setrecursionlimit(10_000)

import airspeed.operators as operators  # noqa: E402


class Flag(int):
    """`$foreach.hasNext` and `$foreach.hasNext()`. Velocity has both, as property and as method; LocalStack's template
    engine has only the property, and fails at the call."""

    def __call__(self):
        return bool(self)

    def __str__(self):
        return "true" if self else "false"


class Namespace(operators.LocalNamespace):
    """A scope whose `$foreach` holds flags that can be called."""

    def __setitem__(self, key, value):
        if key == "foreach" and isinstance(value, dict):
            value = {name: Flag(item) if isinstance(item, bool) else item for name, item in value.items()}
        super().__setitem__(key, value)


operators.LocalNamespace = Namespace


from twisted.internet import endpoints  # noqa: E402

tcp4 = endpoints.TCP4ServerEndpoint


def on_loopback(reactor, port, **_):
    """The address that it listens on. LocalStack's server drops the host of GATEWAY_LISTEN and listens on every interface:
    a test must not open a port to the network."""
    return tcp4(reactor, port, interface="127.0.0.1")


endpoints.TCP4ServerEndpoint = on_loopback


import updates  # noqa: E402, F401  (for its effects)


def watch(parent, seconds):
    """Ends this process when its parent is gone, or when its time is over: no test leaves an emulator behind."""
    end = time.monotonic() + seconds
    while os.getppid() == parent and time.monotonic() < end:
        time.sleep(1)
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(15)
    os.killpg(os.getpgid(0), signal.SIGKILL)


if __name__ == "__main__":
    limit = float(os.environ.get("EMULATOR_SECONDS", "900"))
    threading.Thread(target=watch, args=(os.getppid(), limit), daemon=True).start()

    from localstack.runtime.main import main

    main()
