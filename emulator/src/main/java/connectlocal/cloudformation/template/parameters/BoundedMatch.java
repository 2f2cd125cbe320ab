package connectlocal.cloudformation.template.parameters;

import connectlocal.cloudformation.template.model.TemplateError;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Matches by Java's expressions that end: patterns written to run for ever are stopped after a number of steps that no
 * sensible ones need, for all members of all parameters of one stack together.
 */
final class BoundedMatch {
    private static final int MOST_STEPS = 2_000_000;

    private final Map<String, Pattern> compiled = new HashMap<>();
    private final int mostSteps;
    private int steps;

    BoundedMatch() {
        this(MOST_STEPS);
    }

    /** @param mostSteps how often all matches together may look at a character */
    BoundedMatch(int mostSteps) {
        this.mostSteps = mostSteps;
    }

    boolean matches(String parameter, String pattern, String value) {
        try {
            return compiled.computeIfAbsent(pattern, Pattern::compile)
                    .matcher(new Counted(value))
                    .matches();
        } catch (PatternSyntaxException e) {
            throw new TemplateError("Template format error: [/Parameters/" + parameter
                    + "/AllowedPattern] AllowedPattern must be a valid regular expression");
        } catch (TooManySteps | StackOverflowError e) {
            throw new TemplateError("Template format error: [/Parameters/" + parameter
                    + "/AllowedPattern] AllowedPattern takes too long to match");
        }
    }

    private static final class TooManySteps extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /** Counts how often the matcher looks at a character. */
    private final class Counted implements CharSequence {
        private final String text;

        Counted(String text) {
            this.text = text;
        }

        @Override
        public char charAt(int index) {
            if (++steps > mostSteps) {
                throw new TooManySteps();
            }
            return text.charAt(index);
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return text.substring(start, end);
        }

        @Override
        public String toString() {
            return text;
        }
    }
}
