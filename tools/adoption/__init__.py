"""From a running Amazon Connect instance to code: a template with what to import, or Terraform with import blocks."""
