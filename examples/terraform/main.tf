# Amazon Connect users through the awscc provider, which speaks the Cloud Control API.
terraform {
  required_version = ">= 1.7"
  required_providers {
    awscc = {
      source  = "hashicorp/awscc"
      version = ">= 1.97"
    }
  }
}

provider "awscc" {
  region = "us-east-1"
  # For AWS take the rest of this block away. Both endpoints are needed: with one alone the other service is asked on AWS.
  access_key = "local"
  secret_key = "local"
  endpoints = {
    cloudcontrolapi = var.endpoint
    sts             = var.endpoint
  }
}

variable "endpoint" {
  description = "Where the emulator answers."
  type        = string
  default     = "http://127.0.0.1:4566"
}

variable "instance_arn" {
  description = "The Amazon Connect instance; the default is the emulator's built-in one."
  type        = string
  default     = "arn:aws:connect:us-east-1:123456789012:instance/11111111-1111-1111-1111-111111111111"
}

variable "directory_instance_arn" {
  description = "An instance that keeps its identities in an existing directory."
  type        = string
  default     = "arn:aws:connect:us-east-1:123456789012:instance/bbbbbbbb-1111-1111-1111-111111111111"
}

variable "first_password" {
  description = "The password that users change when they first log in."
  type        = string
  sensitive   = true
  default     = "Password123"
}

locals {
  routing_profile_arn = "${var.instance_arn}/routing-profile/22222222-2222-2222-2222-222222222222"
  agent_profile_arn   = "${var.instance_arn}/security-profile/33333333-3333-3333-3333-333333333333"
  manager_profile_arn = "${var.instance_arn}/security-profile/33333333-3333-3333-3333-000000000002"
  berlin_arn          = "${var.instance_arn}/agent-group/44444444-4444-4444-4444-444444444444"
}
