package connectlocal.cloudformation.template.eval;

/** Where something stands in a template, for errors: {@code /Resources/A/Properties/B}. */
public final class Place {
    private static final int LONGEST = 2_000;
    private static final String DEEPER = "/…";

    private Place() {}

    /** A step further. One that nobody would read to its end is cut: every value within has one. */
    public static String within(String place, String step) {
        if (place.length() + step.length() > LONGEST) {
            return place.endsWith(DEEPER) ? place : place + DEEPER;
        }
        return place + "/" + step;
    }
}
