package connectlocal.cloudformation.template.parameters;

import connectlocal.cloudformation.template.model.TemplateError;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * A match by Java's expressions that ends: a pattern written to run for ever is stopped after a number of steps that no
 * sensible one needs.
 */
final class BoundedMatch {
    private static final int MOST_STEPS = 2_000_000;

    private BoundedMatch() {}

    static boolean matches(String parameter, String pattern, String value) {
        try {
            return Pattern.compile(pattern).matcher(new Counted(value)).matches();
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
    private static final class Counted implements CharSequence {
        private final String text;
        private int steps;

        Counted(String text) {
            this.text = text;
        }

        @Override
        public char charAt(int index) {
            if (++steps > MOST_STEPS) {
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
