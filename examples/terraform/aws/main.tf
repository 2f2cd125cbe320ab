# Users through the aws provider, which calls Amazon Connect itself.
terraform {
  required_version = ">= 1.7"
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 5.84"
    }
  }
}

provider "aws" {
  region = "us-east-1"
  # For AWS take the rest of this block away.
  access_key              = "local"
  secret_key              = "local"
  skip_metadata_api_check = true
  endpoints {
    connect = var.endpoint
    sts     = var.endpoint
  }
}

variable "endpoint" {
  description = "Where the emulator answers."
  type        = string
  default     = "http://127.0.0.1:4566"
}

variable "instance_id" {
  description = "The Amazon Connect instance; the default is the emulator's built-in one."
  type        = string
  default     = "11111111-1111-1111-1111-111111111111"
}

variable "existing_user_id" {
  description = "The id of a desk phone agent that is to be managed here from now on."
  type        = string
  default     = null
}

resource "aws_connect_user" "soft_phone" {
  instance_id          = var.instance_id
  name                 = "tf.aws.soft.phone"
  password             = "Password123"
  routing_profile_id   = "22222222-2222-2222-2222-222222222222"
  security_profile_ids = ["33333333-3333-3333-3333-333333333333"]
  hierarchy_group_id   = "44444444-4444-4444-4444-444444444444"

  identity_info {
    first_name      = "Ada"
    last_name       = "Lovelace"
    email           = "ada@example.com"
    secondary_email = "ada.home@example.com"
  }

  phone_config {
    phone_type                    = "SOFT_PHONE"
    after_contact_work_time_limit = 0
  }

  tags = {
    Team = "Berlin"
  }
}

# Import by the two ids, joined with a colon.
import {
  for_each = var.existing_user_id == null ? {} : { agent = "${var.instance_id}:${var.existing_user_id}" }
  to       = aws_connect_user.desk_phone[each.key]
  id       = each.value
}

resource "aws_connect_user" "desk_phone" {
  for_each = var.existing_user_id == null ? {} : { agent = var.existing_user_id }

  instance_id          = var.instance_id
  name                 = "imported.desk.agent"
  routing_profile_id   = "22222222-2222-2222-2222-222222222222"
  security_profile_ids = ["33333333-3333-3333-3333-333333333333", "33333333-3333-3333-3333-000000000002"]

  phone_config {
    phone_type        = "DESK_PHONE"
    desk_phone_number = "+112345678912"
    auto_accept       = false
  }
}
