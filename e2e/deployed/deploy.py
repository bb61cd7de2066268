"""deploy.py TEMPLATE STACK ENDPOINT: creates a stack from a template, and prints {"url", "outputs", "resources"} as JSON.

`url` is where the emulator serves the stack's REST API (on AWS it is the output of the stack); `outputs` maps output keys to
values; `resources` maps logical names to {"type", "id"}.
"""

import json
import sys
import time
from pathlib import Path

import boto3
from botocore.config import Config

SECONDS = 120
BOOTSTRAP = "/cdk-bootstrap/hnb659fds/version"


def client(service, endpoint):
    """Calls a service. Any key does: the emulator asks for one and checks none."""
    return boto3.client(
        service,
        endpoint_url=endpoint,
        region_name="us-east-1",
        aws_access_key_id="test",
        aws_secret_access_key="test",
        config=Config(retries={"max_attempts": 1}, read_timeout=SECONDS),
    )


def main(template, stack, endpoint):
    """Creates the stack and waits for it."""
    body = Path(template).read_text("utf-8")
    if BOOTSTRAP in body:
        # What `cdk bootstrap` leaves in an account, and each synthesised template looks for.
        client("ssm", endpoint).put_parameter(Name=BOOTSTRAP, Value="21", Type="String", Overwrite=True)
    cloudformation = client("cloudformation", endpoint)
    cloudformation.create_stack(StackName=stack, TemplateBody=body, Capabilities=["CAPABILITY_IAM"])
    end = time.monotonic() + SECONDS
    while True:
        state = cloudformation.describe_stacks(StackName=stack)["Stacks"][0]
        if not state["StackStatus"].endswith("IN_PROGRESS"):
            break
        if time.monotonic() > end:
            sys.exit(f"the stack was not there after {SECONDS} s")
        time.sleep(0.3)
    if state["StackStatus"] != "CREATE_COMPLETE":
        sys.exit(f"{state['StackStatus']}: {state.get('StackStatusReason')}")

    described = cloudformation.describe_stack_resources(StackName=stack)["StackResources"]
    resources = {r["LogicalResourceId"]: {"type": r["ResourceType"], "id": r["PhysicalResourceId"]} for r in described}
    one = lambda kind: next(r["id"] for r in resources.values() if r["type"] == kind)  # noqa: E731
    url = f"{endpoint}/_aws/execute-api/{one('AWS::ApiGateway::RestApi')}/{one('AWS::ApiGateway::Stage')}/"
    outputs = {output["OutputKey"]: output["OutputValue"] for output in state.get("Outputs", [])}
    print(json.dumps({"url": url, "outputs": outputs, "resources": resources}))


if __name__ == "__main__":
    main(*sys.argv[1:])
