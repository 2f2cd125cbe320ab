package connectlocal.cloudformation.engine;

/** An output with its value; description and export name may be null. */
record Output(String key, String value, String description, String exportName) {}
