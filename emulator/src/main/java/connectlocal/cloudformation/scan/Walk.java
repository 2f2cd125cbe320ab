package connectlocal.cloudformation.scan;

/** The pages of one list handler, one after another: whoever wrote it, they come to an end. */
final class Walk {
    private static final int IDLE_AT_MOST = 1_000;

    private final boolean wanted;
    private int pages;
    private int idle;
    private String landmark = "";
    private int landmarkAfter = 1;

    /** @param wanted whether what is listed is looked for, or only a place where others may lie */
    Walk(boolean wanted) {
        this.wanted = wanted;
    }

    /**
     * There is another page. A circle of any length comes by the landmark in the end, which moves on twice as far each
     * time.
     *
     * @param found whether the last page led to anything
     * @return whether to go on; of what nobody looks for that much is enough on which there was nothing of use
     * @throws IllegalStateException when this has no end
     */
    boolean goesOn(String nextToken, boolean found) {
        if (nextToken.equals(landmark)) {
            throw new IllegalStateException("the LIST handler gives the same nextToken again");
        }
        idle = found ? 0 : idle + 1;
        if (idle >= IDLE_AT_MOST && wanted) {
            throw new IllegalStateException(
                    "the LIST handler gave " + IDLE_AT_MOST + " pages with nothing on them, and a nextToken again");
        }
        if (++pages == landmarkAfter) {
            landmark = nextToken;
            landmarkAfter = 2 * pages;
        }
        return idle < IDLE_AT_MOST;
    }
}
