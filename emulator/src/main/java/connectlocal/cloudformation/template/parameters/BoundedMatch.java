package connectlocal.cloudformation.template.parameters;

import connectlocal.cloudformation.template.model.TemplateError;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Matches by Java's expressions that end: patterns written to run for ever are stopped after a number of steps that no
 * sensible ones need, for all members of all parameters of one stack together. A look at a character is a step, and
 * takes as many more as the pattern can make the matcher do before its next look, which nobody sees.
 */
final class BoundedMatch {
    private static final int MOST_STEPS = 2_000_000;

    private final Map<String, Compiled> compiled = new HashMap<>();
    private final int mostSteps;
    private double steps;

    BoundedMatch() {
        this(MOST_STEPS);
    }

    /** @param mostSteps how many steps all matches together may take */
    BoundedMatch(int mostSteps) {
        this.mostSteps = mostSteps;
    }

    boolean matches(String parameter, String pattern, String value) {
        try {
            Compiled known = compiled.computeIfAbsent(pattern, Compiled::of);
            var text = new Counted(value, known.unseen().steps(value.length()));
            text.step();
            return known.pattern().matcher(text).matches();
        } catch (PatternSyntaxException e) {
            throw new TemplateError("Template format error: [/Parameters/" + parameter
                    + "/AllowedPattern] AllowedPattern must be a valid regular expression");
        } catch (TooManySteps | StackOverflowError e) {
            throw new TemplateError("Template format error: [/Parameters/" + parameter
                    + "/AllowedPattern] AllowedPattern takes too long to match");
        }
    }

    private record Compiled(Pattern pattern, UnseenWork unseen) {
        static Compiled of(String text) {
            return new Compiled(Pattern.compile(text), UnseenWork.of(text));
        }
    }

    private static final class TooManySteps extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /** Counts how often the matcher looks at a character. */
    private final class Counted implements CharSequence {
        private final String text;
        private final double work;

        /** @param work how many steps a look is */
        Counted(String text, double work) {
            this.text = text;
            this.work = work;
        }

        private void step() {
            steps += work;
            if (steps > mostSteps) {
                throw new TooManySteps();
            }
        }

        @Override
        public char charAt(int index) {
            step();
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
