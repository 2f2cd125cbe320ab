package connectlocal.cloudformation.template.model;

/**
 * What outside itself a property's value comes from, as change sets name it.
 *
 * @param entity the parameter's name, the resource's logical id, or {@code LogicalId.Attribute}
 */
public record Cause(Source source, String entity) {
    /** The values of {@code ChangeSource} that have a causing entity. */
    public enum Source {
        PARAMETER_REFERENCE("ParameterReference"),
        RESOURCE_REFERENCE("ResourceReference"),
        RESOURCE_ATTRIBUTE("ResourceAttribute");

        private final String text;

        Source(String text) {
            this.text = text;
        }

        /** As the API spells it. */
        public String text() {
            return text;
        }
    }
}
