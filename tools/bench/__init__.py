"""Many clients at once on the Cloud Control API: what they believe, what is there, and how long it takes."""
