package connectlocal.cloudformation.template.parameters;

import java.util.regex.Pattern;

/** The types that a parameter can have. */
public final class ParameterTypes {
    private static final String SSM = "AWS::SSM::Parameter::Value<";
    private static final String SSM_NAME = "AWS::SSM::Parameter::Name";
    private static final Pattern ELEMENT = Pattern.compile("AWS(::[A-Za-z0-9]+){2,4}");

    private ParameterTypes() {}

    static boolean isKnown(String type) {
        String inner = isResolved(type) ? inner(type, SSM) : type;
        return inner.equals("String")
                || inner.equals("Number") && inner.equals(type)
                || inner.equals("CommaDelimitedList")
                || inner.equals("List<Number>") && inner.equals(type)
                || inner.equals("List<String>")
                || inner.equals(SSM_NAME) && inner.equals(type)
                || ELEMENT.matcher(inner).matches()
                || inner.startsWith("List<")
                        && inner.endsWith(">")
                        && ELEMENT.matcher(inner(inner, "List<")).matches();
    }

    /** Whether the value given is a name in the Parameter Store, and the value meant stands there. */
    public static boolean isResolved(String type) {
        return type.startsWith(SSM) && type.endsWith(">");
    }

    /** Whether the value is a list, given as one text with commas. */
    static boolean isList(String type) {
        String inner = isResolved(type) ? inner(type, SSM) : type;
        return inner.equals("CommaDelimitedList") || inner.startsWith("List<");
    }

    static boolean isNumeric(String type) {
        return type.equals("Number") || type.equals("List<Number>");
    }

    private static String inner(String type, String prefix) {
        return type.substring(prefix.length(), type.length() - 1);
    }
}
