package connectlocal.cloudformation.engine;

import java.time.Duration;

/** Says when time is up; a test's own does so when the test wants it. */
interface Alarm {
    /** @return what disarms it */
    Runnable after(Duration time, Runnable what);
}
