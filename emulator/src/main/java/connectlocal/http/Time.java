package connectlocal.http;

/** What passes while the emulator runs; another takes its place where a test must decide when it passes. */
public interface Time {
    /** That of the machine. */
    Time REAL = new Time() {
        @Override
        public long nanos() {
            return System.nanoTime();
        }

        @Override
        public void pause(long millis) throws InterruptedException {
            Thread.sleep(millis);
        }
    };

    /** Nanoseconds since some moment, which differences alone make sense of. */
    long nanos();

    /** Returns when so much time has passed. */
    void pause(long millis) throws InterruptedException;
}
