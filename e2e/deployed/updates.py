"""What LocalStack's CloudFormation leaves out when a stack is changed or deleted, as AWS documents it.

Imported by `emulator.py` for its effects. Nothing here looks at a template's meaning: what is deployed, which resources change and
under which names is LocalStack's own doing.
"""

import functools

from localstack.aws.api import CommonServiceException
from localstack.services.apigateway.resource_providers.aws_apigateway_deployment import ApiGatewayDeploymentProvider
from localstack.services.apigateway.resource_providers.aws_apigateway_method import ApiGatewayMethodProvider
from localstack.services.apigateway.resource_providers.aws_apigateway_stage import ApiGatewayStageProvider
from localstack.services.cloudformation.engine.v2.change_set_model_executor import ChangeSetModelExecutor
from localstack.services.cloudformation.resource_provider import OperationStatus, ProgressEvent
from localstack.services.dynamodb.provider import DynamoDBProvider
from localstack.services.dynamodb.resource_providers.aws_dynamodb_table import DynamoDBTableProvider


def update_stage(self, request):
    """A stage that changes keeps its name and moves to the deployment that it now names. LocalStack has no update of a stage at
    all. The deployment itself, a snapshot of the API, is LocalStack's: a stage that stayed at the old one would serve the old API."""
    before, after = request.previous_state, request.desired_state
    old, new = before.get("Variables") or {}, after.get("Variables") or {}
    operations = [{"op": "replace", "path": "/deploymentId", "value": after["DeploymentId"]}]
    operations += [{"op": "replace", "path": f"/variables/{name}", "value": value} for name, value in new.items()]
    operations += [{"op": "remove", "path": f"/variables/{name}"} for name in old if name not in new]
    request.aws_client_factory.apigateway.update_stage(
        restApiId=after["RestApiId"], stageName=after["StageName"], patchOperations=operations
    )
    return ProgressEvent(status=OperationStatus.SUCCESS, resource_model=after, custom_context=request.custom_context)


ApiGatewayStageProvider.update = update_stage


def delete_deployment(self, request):
    """A deployment goes alone, after the stages that named it have moved on or are gone. LocalStack takes every stage of the API
    with it, also the one that has moved."""
    api, state = request.aws_client_factory.apigateway, request.desired_state
    try:
        api.delete_deployment(restApiId=state["RestApiId"], deploymentId=state["DeploymentId"])
    except api.exceptions.NotFoundException:
        pass
    return ProgressEvent(status=OperationStatus.SUCCESS, resource_model=state, custom_context=request.custom_context)


ApiGatewayDeploymentProvider.delete = delete_deployment


def update_method(self, request):
    """A method that changes is as it is described. LocalStack changes its integration's request alone, and none of its answers."""
    self.delete(request)
    return self.create(request)


ApiGatewayMethodProvider.update = update_method


act = ChangeSetModelExecutor._execute_resource_action


@functools.wraps(act)
def act_or_retain(self, action, logical_resource_id, *args, **kwargs):
    """`DeletionPolicy: Retain` leaves a resource as it is when it goes from its stack. LocalStack deletes it."""
    nodes = self._change_set.update_model.node_template.resources.resources
    policy = next((node.deletion_policy for node in nodes if node.name == logical_resource_id), None)
    if action.value == "Remove" and getattr(policy, "value", None) == "Retain" and not kwargs.get("part_of_replacement"):
        return ProgressEvent(status=OperationStatus.SUCCESS, resource_model={})
    return act(self, action, logical_resource_id, *args, **kwargs)


ChangeSetModelExecutor._execute_resource_action = act_or_retain


# The names of the tables that refuse to be deleted. LocalStack does not tell its engine, and dynalite does not know of it.
protected = set()

create_table = DynamoDBTableProvider.create


@functools.wraps(create_table)
def create_protected_table(self, request):
    """Notes a table's deletion protection when its stack is created."""
    event = create_table(self, request)
    if request.desired_state.get("DeletionProtectionEnabled"):
        protected.add(request.desired_state["TableName"])
    return event


DynamoDBTableProvider.create = create_protected_table

forward = DynamoDBProvider.forward_request


@functools.wraps(forward)
def forward_unless_protected(self, context, service_request=None):
    """Turns the protection of a table on and off, and refuses to delete one that has it, with DynamoDB's own words."""
    asked = context.service_request
    table = asked.get("TableName")
    if context.operation.name == "DeleteTable" and table in protected:
        raise CommonServiceException(
            "ValidationException",
            "Resource cannot be deleted as it is currently protected against deletion. Disable deletion protection first.",
        )
    if context.operation.name == "UpdateTable" and "DeletionProtectionEnabled" in asked:
        (protected.add if asked["DeletionProtectionEnabled"] else protected.discard)(table)
        if set(asked) == {"TableName", "DeletionProtectionEnabled"}:
            # What LocalStack goes on after, with the table as it is.
            raise CommonServiceException("ValidationException", "Nothing to update")
    return forward(self, context, service_request)


DynamoDBProvider.forward_request = forward_unless_protected
