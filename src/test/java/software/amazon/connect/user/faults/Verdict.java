package software.amazon.connect.user.faults;

/**
 * What a case came to.
 *
 * @param why what was wrong, in words
 * @param reached of a clean failure, whether all had been done that was asked for
 */
record Verdict(Kind kind, String why, boolean reached) {
    enum Kind {
        /** It is as it was asked for, and CloudFormation knows it. */
        CONVERGED,
        /** It failed, and after CloudFormation's rollback all is as before. */
        FAILED_CLEAN,
        /** Lost in the one way that the API leaves and the README states. */
        STATED_GAP,
        /**
         * A user that nobody knows of, a wrong state called success, a good user gone, work done but reported failed.
         */
        LOST
    }

    static Verdict converged() {
        return new Verdict(Kind.CONVERGED, "", true);
    }

    static Verdict failedClean(String why, boolean reached) {
        return new Verdict(Kind.FAILED_CLEAN, why, reached);
    }

    static Verdict lost(String why) {
        return new Verdict(Kind.LOST, why, false);
    }

    boolean isLost() {
        return kind == Kind.LOST;
    }
}
