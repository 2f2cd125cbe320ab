package connectlocal.provider;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Comparator;

/** When two JSON values are the same to whoever reads them: 3 and 3.0 are the same number. */
public final class ByValue {
    /** For {@link JsonNode#equals(Comparator, JsonNode)}, which asks it about everything that is no container. */
    public static final Comparator<JsonNode> SAME =
            (a, b) -> a.isNumber() && b.isNumber() ? byNumber(a, b) : a.equals(b) ? 0 : 1;

    private ByValue() {}

    private static int byNumber(JsonNode a, JsonNode b) {
        return isExact(a) && isExact(b)
                ? a.decimalValue().compareTo(b.decimalValue())
                : Double.compare(a.doubleValue(), b.doubleValue());
    }

    /** Whether a number can be written in digits: 1e400, from a handler or a patch, is read as infinite. */
    public static boolean isExact(JsonNode number) {
        return !number.isDouble() || Double.isFinite(number.doubleValue());
    }
}
