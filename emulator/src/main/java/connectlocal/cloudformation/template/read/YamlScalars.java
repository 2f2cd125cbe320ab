package connectlocal.cloudformation.template.read;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.math.BigInteger;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.nodes.NodeId;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.resolver.Resolver;

/**
 * Plain scalars by the rules of YAML 1.1: {@code yes} is true, {@code 010} is eight, {@code 1:30} is ninety. Dates stay
 * texts, since the service knows none.
 */
final class YamlScalars {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final Resolver RESOLVER = new Resolver();
    private static final Set<String> TRUE = Set.of("true", "yes", "on");
    private static final int SEXAGESIMAL = 60;

    /** The service reads 012345678901, which is no octal number, as 1.2345678901E10. */
    private static final Pattern DIGITS = Pattern.compile("[-+]?[0-9][0-9_]*([eE][-+]?[0-9]+)?");

    /** As many characters as a number has in JSON: whole ones take time by the square of their length. */
    private static final int LONGEST_NUMBER = 1_000;

    private static final int QUOTED = 40;

    private YamlScalars() {}

    static boolean isMerge(ScalarEvent scalar) {
        return tag(scalar).equals(Tag.MERGE);
    }

    static JsonNode value(ScalarEvent scalar) {
        Tag tag = tag(scalar);
        String text = scalar.getValue();
        try {
            if (tag.equals(Tag.STR) || tag.equals(Tag.TIMESTAMP) || tag.equals(Tag.MERGE)) {
                return NODES.textNode(text);
            } else if (tag.equals(Tag.NULL)) {
                return NODES.nullNode();
            } else if (tag.equals(Tag.BOOL)) {
                return NODES.booleanNode(TRUE.contains(text.toLowerCase(Locale.ROOT)));
            } else if (tag.equals(Tag.INT)) {
                return whole(integer(bounded(text).replace("_", "")));
            } else if (tag.equals(Tag.FLOAT)) {
                return NODES.numberNode(floating(text.replace("_", "").toLowerCase(Locale.ROOT)));
            }
        } catch (NumberFormatException e) {
            throw YamlReader.notWellFormed(scalar.getStartMark(), ": " + head(text) + " is not a number");
        }
        throw YamlReader.notWellFormed(scalar.getStartMark(), ": the tag " + tag.getValue() + " is not supported");
    }

    private static Tag tag(ScalarEvent scalar) {
        String written = scalar.getTag();
        if (written != null && !written.equals("!")) {
            return new Tag(written);
        }
        boolean plain = written == null && scalar.getImplicit().canOmitTagInPlainScalar();
        Tag tag = RESOLVER.resolve(NodeId.scalar, scalar.getValue(), plain);
        return plain && tag.equals(Tag.STR) && DIGITS.matcher(scalar.getValue()).matches() ? Tag.FLOAT : tag;
    }

    private static String bounded(String number) {
        if (number.length() > LONGEST_NUMBER) {
            throw new NumberFormatException();
        }
        return number;
    }

    private static String head(String text) {
        return text.length() > QUOTED ? text.substring(0, QUOTED) + "…" : text;
    }

    private static JsonNode whole(BigInteger number) {
        return number.bitLength() < Long.SIZE ? NODES.numberNode(number.longValue()) : NODES.numberNode(number);
    }

    private static BigInteger integer(String text) {
        boolean negative = text.startsWith("-");
        String digits = negative || text.startsWith("+") ? text.substring(1) : text;
        BigInteger number;
        if (digits.startsWith("0x")) {
            number = new BigInteger(digits.substring(2), 16);
        } else if (digits.startsWith("0b")) {
            number = new BigInteger(digits.substring(2), 2);
        } else if (digits.contains(":")) {
            number = BigInteger.ZERO;
            for (String part : digits.split(":")) {
                number = number.multiply(BigInteger.valueOf(SEXAGESIMAL)).add(new BigInteger(part));
            }
        } else if (digits.length() > 1 && digits.startsWith("0")) {
            number = new BigInteger(digits, 8);
        } else {
            number = new BigInteger(digits);
        }
        return negative ? number.negate() : number;
    }

    private static double floating(String text) {
        boolean negative = text.startsWith("-");
        String digits = negative || text.startsWith("+") ? text.substring(1) : text;
        double number = 0;
        if (digits.equals(".inf") || digits.equals(".nan")) {
            // JSON has neither.
            throw new NumberFormatException();
        } else if (digits.contains(":")) {
            for (String part : digits.split(":")) {
                number = number * SEXAGESIMAL + Double.parseDouble(part);
            }
        } else {
            number = Double.parseDouble(digits);
        }
        return negative ? -number : number;
    }
}
