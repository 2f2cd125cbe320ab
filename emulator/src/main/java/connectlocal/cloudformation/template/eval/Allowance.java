package connectlocal.cloudformation.template.eval;

import connectlocal.cloudformation.template.model.TemplateError;
import java.util.HashMap;
import java.util.Map;

/**
 * How much the functions of one template may yield, all together: a small template may repeat a large value often, in
 * each of five hundred resources. What is evaluated again, since more is known of other resources, counts once.
 */
public final class Allowance {
    /** Eight times what the largest template says itself, for functions within functions. */
    static final int LARGEST = 8_000_000;

    /** What a value takes beside its characters, as if it were one of them. */
    static final int VALUE = 16;

    private final Map<String, Integer> byPlace = new HashMap<>();
    private int used;

    /** What was evaluated at this place before is forgotten. */
    synchronized void anew(String place) {
        Integer before = byPlace.remove(place);
        used -= before == null ? 0 : before;
    }

    /** @throws TemplateError when there is more than the template may have; what its place has had is given back */
    synchronized void charge(String place, int characters) {
        byPlace.merge(place, characters, Integer::sum);
        used += characters;
        if (used > LARGEST) {
            anew(place);
            throw tooLarge();
        }
    }

    static TemplateError tooLarge() {
        return new TemplateError("Template error: what the functions of a template yield may not exceed " + LARGEST
                + " characters, " + VALUE + " of them for each value");
    }
}
