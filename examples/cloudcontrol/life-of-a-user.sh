#!/usr/bin/env bash
# One user's life through the Cloud Control API, with nothing but the AWS CLI: create, get, update, list, delete.
# Needs AWS_ENDPOINT_URL of a running emulator, or none to go to AWS (then set the three ARNs below to your own, and the type if you registered one).
set -euo pipefail

export AWS_REGION=${AWS_REGION:-${AWS_DEFAULT_REGION:-us-east-1}}
export AWS_DEFAULT_REGION=$AWS_REGION
instance=${INSTANCE_ARN:-arn:aws:connect:us-east-1:123456789012:instance/11111111-1111-1111-1111-111111111111}
routing_profile=${ROUTING_PROFILE_ARN:-$instance/routing-profile/22222222-2222-2222-2222-222222222222}
security_profile=${SECURITY_PROFILE_ARN:-$instance/security-profile/33333333-3333-3333-3333-333333333333}
type=${TYPE_NAME:-AWS::Connect::User}
username=${1:-ada-$(date +%s)}

cloudcontrol() { aws --output text cloudcontrol "$@"; }
say() { echo "== $*"; }

# Waits for the end of a request and prints the identifier; shows why when it failed.
finished() {
  if ! cloudcontrol wait resource-request-success --request-token "$1"; then
    cloudcontrol get-resource-request-status --request-token "$1" \
      --query 'ProgressEvent.[OperationStatus,ErrorCode,StatusMessage]' >&2
    return 1
  fi
  cloudcontrol get-resource-request-status --request-token "$1" --query ProgressEvent.Identifier
}

say "create $username; the client token makes it safe to send the same request twice"
desired=$(
  cat <<JSON
{
  "InstanceArn": "$instance",
  "Username": "$username",
  "Password": "Password123",
  "RoutingProfileArn": "$routing_profile",
  "SecurityProfileArns": ["$security_profile"],
  "IdentityInfo": {"FirstName": "Ada", "LastName": "Lovelace", "Email": "ada@example.com"},
  "PhoneConfig": {"PhoneType": "SOFT_PHONE"}
}
JSON
)
# One token for one creation: a second run with this name is another one.
token="create-$username-$(date +%s)-$$"
create() {
  cloudcontrol create-resource --type-name "$type" --client-token "$token" --desired-state "$desired" \
    --query ProgressEvent.RequestToken
}
request=$(create)
if [[ $(create) != "$request" ]]; then
  echo "the same client token made a second request" >&2
  exit 1
fi
echo "sent twice, one request: $request"
user=$(finished "$request")
echo "$user"

say "get it; the password is never shown"
cloudcontrol get-resource --type-name "$type" --identifier "$user" --query ResourceDescription.Properties

say "update: it speaks English, level 4, and German, level 5"
patch='[{"op": "add", "path": "/UserProficiencies", "value": [
  {"AttributeName": "Language", "AttributeValue": "English", "Level": 4},
  {"AttributeName": "Language", "AttributeValue": "German", "Level": 5}]}]'
request=$(cloudcontrol update-resource --type-name "$type" --identifier "$user" --patch-document "$patch" \
  --query ProgressEvent.RequestToken)
finished "$request" >/dev/null
cloudcontrol get-resource --type-name "$type" --identifier "$user" --query ResourceDescription.Properties

say "list the users of the instance, then those of all instances"
cloudcontrol list-resources --type-name "$type" --resource-model "{\"InstanceArn\": \"$instance\"}" \
  --query 'ResourceDescriptions[].[Identifier]'
cloudcontrol list-resources --type-name "$type" --query 'length(ResourceDescriptions)'

say "delete it"
request=$(cloudcontrol delete-resource --type-name "$type" --identifier "$user" --query ProgressEvent.RequestToken)
finished "$request" >/dev/null
if cloudcontrol get-resource --type-name "$type" --identifier "$user" 2>/dev/null; then
  echo "the user is still there" >&2
  exit 1
fi
echo "gone"
