package connectlocal.connect;

import java.util.Comparator;

/**
 * UserProficiency of the API: how well a user masters one value of a predefined attribute.
 *
 * @param level 1.0 to 5.0; null where the API asks for name and value only
 */
record Proficiency(String attributeName, String attributeValue, Double level) {
    static final Comparator<Proficiency> BY_NAME_AND_VALUE =
            Comparator.comparing(Proficiency::attributeName).thenComparing(Proficiency::attributeValue);

    /** What tells one proficiency of a user from another. */
    record Pair(String attributeName, String attributeValue) {
        @Override
        public String toString() {
            return "'" + attributeName + "' with value '" + attributeValue + "'";
        }
    }

    Pair pair() {
        return new Pair(attributeName, attributeValue);
    }
}
