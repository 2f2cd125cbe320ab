package connectlocal.cloudformation.template.model;

/** A template, or a value given to one, that CloudFormation would refuse. The message is CloudFormation's. */
public final class TemplateError extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Almost everything that is wrong with a template has this code. */
    public static final String VALIDATION_ERROR = "ValidationError";

    private final String code;

    public TemplateError(String message) {
        this(VALIDATION_ERROR, message);
    }

    public TemplateError(String code, String message) {
        super(message);
        this.code = code;
    }

    /** The code that the API answers with. */
    public String code() {
        return code;
    }
}
