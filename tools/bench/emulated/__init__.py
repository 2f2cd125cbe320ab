"""What `tools/benchmark-emulator` measures, a room for each question; variants take turns within a round."""
