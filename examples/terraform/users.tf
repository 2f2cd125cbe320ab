# An agent who takes calls in the browser.
resource "awscc_connect_user" "soft_phone" {
  instance_arn          = var.instance_arn
  username              = "tf.soft.phone"
  password              = var.first_password
  routing_profile_arn   = local.routing_profile_arn
  security_profile_arns = [local.agent_profile_arn]

  identity_info = {
    first_name = "Ada"
    last_name  = "Lovelace"
    email      = "ada@example.com"
  }

  phone_config = {
    phone_type                    = "SOFT_PHONE"
    auto_accept                   = true
    after_contact_work_time_limit = 30
  }
}

# An agent with a desk phone, proficiencies, tags, and a place in the hierarchy.
resource "awscc_connect_user" "desk_phone" {
  instance_arn          = var.instance_arn
  username              = "tf.desk.phone"
  password              = var.first_password
  routing_profile_arn   = local.routing_profile_arn
  security_profile_arns = [local.agent_profile_arn, local.manager_profile_arn]
  hierarchy_group_arn   = local.berlin_arn

  identity_info = {
    first_name      = "Grace"
    last_name       = "Hopper"
    email           = "grace@example.com"
    secondary_email = "night-shift@example.com"
    mobile          = "+4915112345678"
  }

  phone_config = {
    phone_type            = "DESK_PHONE"
    desk_phone_number     = "+4930123456"
    persistent_connection = true
  }

  user_proficiencies = [
    { attribute_name = "Language", attribute_value = "English", level = 5 },
    { attribute_name = "Language", attribute_value = "German", level = 3 },
  ]

  tags = [
    { key = "Team", value = "Berlin" },
    { key = "CostCenter", value = "4711" },
  ]
}

# Settings by channel instead of one phone configuration for all of them.
resource "awscc_connect_user" "channels" {
  instance_arn          = var.instance_arn
  username              = "tf.channels"
  password              = var.first_password
  routing_profile_arn   = local.routing_profile_arn
  security_profile_arns = [local.agent_profile_arn]

  auto_accept_configs = [
    { channel = "CHAT", auto_accept = true },
    { channel = "VOICE", auto_accept = true, agent_first_callback_auto_accept = false },
  ]

  after_contact_work_configs = [
    { channel = "CHAT", after_contact_work_config = { after_contact_work_time_limit = 120 } },
    {
      channel                                        = "VOICE"
      after_contact_work_config                      = { after_contact_work_time_limit = 30 }
      agent_first_callback_after_contact_work_config = { after_contact_work_time_limit = 15 }
    },
  ]

  phone_number_configs          = [{ channel = "VOICE", phone_type = "DESK_PHONE", phone_number = "+4930123457" }]
  persistent_connection_configs = [{ channel = "VOICE", persistent_connection = true }]
  voice_enhancement_configs     = [{ channel = "VOICE", voice_enhancement_mode = "VOICE_ISOLATION" }]
}

# A user of an instance that keeps its identities in a directory: no password, the directory's own id instead.
resource "awscc_connect_user" "directory" {
  instance_arn          = var.directory_instance_arn
  username              = "tf.directory"
  directory_user_id     = "d-9067642ac7-alan"
  routing_profile_arn   = "${var.directory_instance_arn}/routing-profile/bbbbbbbb-2222-2222-2222-222222222222"
  security_profile_arns = ["${var.directory_instance_arn}/security-profile/bbbbbbbb-3333-3333-3333-333333333333"]

  identity_info = {
    first_name = "Alan"
    last_name  = "Turing"
  }

  phone_config = {
    phone_type = "SOFT_PHONE"
  }
}

output "user_arns" {
  value = {
    soft_phone = awscc_connect_user.soft_phone.user_arn
    desk_phone = awscc_connect_user.desk_phone.user_arn
    channels   = awscc_connect_user.channels.user_arn
    directory  = awscc_connect_user.directory.id
  }
}
