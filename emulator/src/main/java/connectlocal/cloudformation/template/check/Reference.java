package connectlocal.cloudformation.template.check;

import connectlocal.cloudformation.template.model.Cause;

/**
 * One mention of a parameter or resource.
 *
 * @param attribute null unless an attribute is meant
 * @param function which function mentions it
 */
public record Reference(String name, String attribute, String function) {
    /** The mention as change sets show it. */
    public Cause cause(boolean parameter) {
        if (parameter) {
            return new Cause(Cause.Source.PARAMETER_REFERENCE, name);
        }
        return attribute == null
                ? new Cause(Cause.Source.RESOURCE_REFERENCE, name)
                : new Cause(Cause.Source.RESOURCE_ATTRIBUTE, name + "." + attribute);
    }
}
