# Takes over a user that exists already: terraform apply -var existing_user_arn=ARN. Without the variable nothing is
# imported. Password is not part of it: no API shows one, and none changes it.
variable "existing_user_arn" {
  description = "The ARN of a soft phone agent that is to be managed here from now on."
  type        = string
  default     = null
}

variable "existing_username" {
  description = "That agent's user name."
  type        = string
  default     = "imported.agent"
}

import {
  for_each = var.existing_user_arn == null ? {} : { agent = var.existing_user_arn }
  to       = awscc_connect_user.imported[each.key]
  id       = each.value
}

resource "awscc_connect_user" "imported" {
  for_each = var.existing_user_arn == null ? {} : { agent = var.existing_user_arn }

  instance_arn          = var.instance_arn
  username              = var.existing_username
  routing_profile_arn   = local.routing_profile_arn
  security_profile_arns = [local.agent_profile_arn]

  phone_config = {
    phone_type = "SOFT_PHONE"
  }
}
