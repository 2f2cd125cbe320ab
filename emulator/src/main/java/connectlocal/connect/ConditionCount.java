package connectlocal.connect;

import java.util.function.Function;

/**
 * The conditions of one search. Each user is held against each of them, and a request has room for a hundred thousand.
 * A list counts by what is in it; whatever costs something without a condition of its own counts as one.
 */
final class ConditionCount {
    private static final int MOST = 1_000;
    private static final int FREE_DEPTH = 10;

    private int counted;
    private int depth;

    void add(int conditions) {
        counted += conditions;
        if (counted > MOST) {
            throw ConnectErrors.invalidParameter(
                    "SearchCriteria and SearchFilter must include at most " + MOST + " conditions in all");
        }
    }

    /** One of a list is as many conditions as it has; one if it has none, or one more if nested beyond all sense. */
    <C, P> P part(C one, Function<C, P> meaning) {
        int before = counted;
        depth++;
        P meant = meaning.apply(one);
        if (counted == before || depth > FREE_DEPTH) {
            add(1);
        }
        depth--;
        return meant;
    }
}
