package connectlocal.cloudformation.scan;

/** The pages of one list handler, one after another: whoever wrote it, they come to an end. */
final class Walk {
    private static final int IDLE_AT_MOST = 1_000;

    private int pages;
    private int idle;
    private String landmark = "";
    private int landmarkAfter = 1;

    /**
     * There is another page. A circle of any length comes by the landmark in the end, which moves on twice as far each
     * time.
     *
     * @param found whether the last page led to anything
     * @throws IllegalStateException when this has no end
     */
    void goesOn(String nextToken, boolean found) {
        if (nextToken.equals(landmark)) {
            throw new IllegalStateException("the LIST handler gives the same nextToken again");
        }
        idle = found ? 0 : idle + 1;
        if (idle >= IDLE_AT_MOST) {
            throw new IllegalStateException(
                    "the LIST handler gave " + IDLE_AT_MOST + " pages with nothing on them, and a nextToken again");
        }
        if (++pages == landmarkAfter) {
            landmark = nextToken;
            landmarkAfter = 2 * pages;
        }
    }
}
