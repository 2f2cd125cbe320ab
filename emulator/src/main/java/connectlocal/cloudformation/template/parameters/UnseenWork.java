package connectlocal.cloudformation.template.parameters;

import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How much a valid pattern can make Java's matcher do between two looks at a character: in how many ways those of its
 * parts that need no character can follow each other. In patterns that people write there is one way; sixty groups with
 * two empty alternatives each have two to the sixty. It is never less than what is true: what cannot be read easily
 * counts as what would be worst.
 */
final class UnseenWork {
    private static final Pattern QUOTED = Pattern.compile("\\\\(?:Q(.*?)(?:\\\\E|\\z)|.)", Pattern.DOTALL);
    private static final Pattern COMMENTS = Pattern.compile("\\(\\?[a-zA-Z]*x");
    private static final String ZERO_WIDTH = "AbBGkzZ123456789";
    private static final int PARTS_A_LOOK = 256;

    private final String pattern;
    private int at;
    private int choices;
    private int behinds;
    private double work;

    private UnseenWork(String pattern) {
        this.pattern = pattern;
    }

    /** Of a pattern that Java takes. */
    static UnseenWork of(String pattern) {
        String plain = QUOTED.matcher(pattern).replaceAll(UnseenWork::unquoted);
        var found = new UnseenWork(plain);
        found.work = found.read().orElseGet(found::suppose).work() * (1 + plain.length() / PARTS_A_LOOK);
        return found;
    }

    /** In steps, for a text of so many characters: whoever looks behind may do it from each of them. */
    double steps(int length) {
        return work * Math.pow(length + 1.0, behinds);
    }

    /** Empty for a pattern with comments, in which blanks and brackets mean something else. */
    private Optional<PatternPart> read() {
        if (COMMENTS.matcher(pattern).find()) {
            return Optional.empty();
        }
        try {
            PatternPart all = alternatives();
            return at == pattern.length() ? Optional.of(all) : Optional.empty();
        } catch (IndexOutOfBoundsException | NumberFormatException otherThanSupposed) {
            return Optional.empty();
        }
    }

    /** Whatever could be a choice counts as one, and whatever could be repeated as what matches nothing. */
    private PatternPart suppose() {
        PatternPart all = PatternPart.NOTHING;
        for (int i = 0; i < pattern.length(); i++) {
            char sign = pattern.charAt(i);
            behinds += sign == '<' ? 1 : 0;
            if ("|?*+".indexOf(sign) >= 0) {
                all = all.then(new PatternPart(2, 2));
            } else if (sign == '{') {
                all = all.then(new PatternPart(2, demanded(i)));
            }
        }
        return all;
    }

    /** Where blanks count for nothing they may be in a number too; in the name of a character there is none. */
    private int demanded(int bracket) {
        int to = digits(bracket + 1);
        boolean number = to > bracket + 1 && to < pattern.length() && ",}".indexOf(pattern.charAt(to)) >= 0;
        boolean name = pattern.substring(Math.max(0, bracket - 2), bracket).matches("(?s).?\\\\|\\\\[pPxN]");
        return name ? 1 : number ? number(bracket + 1) : Integer.MAX_VALUE;
    }

    private static String unquoted(MatchResult found) {
        String quoted = found.group(1);
        return quoted == null ? Matcher.quoteReplacement(found.group()) : "q".repeat(quoted.length());
    }

    private PatternPart alternatives() {
        PatternPart found = sequence();
        while (is('|')) {
            at++;
            choices++;
            found = found.or(sequence());
        }
        return found;
    }

    private PatternPart sequence() {
        PatternPart found = PatternPart.NOTHING;
        while (at < pattern.length() && !is('|') && !is(')')) {
            found = found.then(quantified(part()));
        }
        return found;
    }

    private PatternPart quantified(PatternPart part) {
        if (!is('?') && !is('*') && !is('+') && !is('{')) {
            return part;
        }
        choices++;
        int least = is('+') ? 1 : is('{') ? number(at + 1) : 0;
        at = is('{') ? after('}') : at + 1;
        at += is('?') || is('+') ? 1 : 0;
        return part.repeated(least);
    }

    private PatternPart part() {
        if (is('{')) {
            return PatternPart.NOTHING; // which is what Java repeats where nothing is before it
        }
        char first = pattern.charAt(at++);
        if (first == '(') {
            return group();
        }
        if (first == '[') {
            characters();
        }
        return first == '\\' ? escape() : first == '^' || first == '$' ? PatternPart.NOTHING : PatternPart.CHARACTER;
    }

    private PatternPart group() {
        boolean behind = pattern.startsWith("?<=", at) || pattern.startsWith("?<!", at);
        boolean look = behind || pattern.startsWith("?=", at) || pattern.startsWith("?!", at);
        if (look) {
            at += behind ? 3 : 2;
        } else if (is('?')) {
            at = pattern.startsWith("?<", at) ? after('>') : flags();
        }
        int before = choices++;
        PatternPart inside = alternatives();
        at++;
        behinds += behind && choices > before + 1 ? 1 : 0;
        return look ? new PatternPart(1, inside.work()) : inside;
    }

    /** After the head of a group without a name; of one that has flags only the end is left. */
    private int flags() {
        int end = at + 1;
        while (":>)".indexOf(pattern.charAt(end)) < 0) {
            end++;
        }
        return pattern.charAt(end) == ')' ? end : end + 1;
    }

    private PatternPart escape() {
        char letter = pattern.charAt(at++);
        if (letter == 'c') {
            at++;
        } else if (letter == 'k') {
            at = after('>');
        } else if ("pPxN".indexOf(letter) >= 0 && is('{') || letter == 'b' && pattern.startsWith("{g}", at)) {
            at = after('}');
        } else if (letter >= '1' && letter <= '9') {
            at = digits(at);
        }
        return ZERO_WIDTH.indexOf(letter) >= 0 ? PatternPart.NOTHING : PatternPart.CHARACTER;
    }

    /** Passes over a class; its closing bracket is a character where nothing is before it. */
    private void characters() {
        at += is('^') ? 1 : 0;
        for (boolean empty = true; empty || !is(']'); empty = false) {
            char next = pattern.charAt(at++);
            if (next == '[') {
                characters();
            } else if (next == '\\') {
                at += is('c') ? 2 : 1;
            }
        }
        at++;
    }

    private boolean is(char expected) {
        return at < pattern.length() && pattern.charAt(at) == expected;
    }

    private int after(char end) {
        int found = pattern.indexOf(end, at);
        return found < 0 ? pattern.length() + 1 : found + 1;
    }

    private int digits(int from) {
        int to = from;
        while (to < pattern.length() && Character.isDigit(pattern.charAt(to))) {
            to++;
        }
        return to;
    }

    private int number(int from) {
        int to = digits(from);
        return to - from > 9 ? Integer.MAX_VALUE : Integer.parseInt(pattern, from, to, 10);
    }
}
