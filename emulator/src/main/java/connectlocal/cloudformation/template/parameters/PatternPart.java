package connectlocal.cloudformation.template.parameters;

/**
 * What a part of a pattern can do at one place of a text before the matcher looks at another character.
 *
 * @param ways in how many ways it matches without a look
 * @param work how much is tried meanwhile, at least one
 */
record PatternPart(double ways, double work) {
    private static final double MOST = 1e100; // that products stay numbers
    static final PatternPart CHARACTER = new PatternPart(0, 1);
    static final PatternPart NOTHING = new PatternPart(1, 1);

    PatternPart(double ways, double work) {
        this.ways = Math.min(ways, MOST);
        this.work = Math.min(Math.max(ways, work), MOST);
    }

    PatternPart then(PatternPart next) {
        return new PatternPart(ways * next.ways, work * next.work);
    }

    PatternPart or(PatternPart other) {
        return new PatternPart(ways + other.ways, work * other.work);
    }

    /** A repetition of nothing is the last one, unless more are demanded. */
    PatternPart repeated(int least) {
        if (ways == 0) {
            return least > 0 ? this : new PatternPart(1, work);
        }
        return new PatternPart(ways + 1, work * Math.max(1, least));
    }
}
