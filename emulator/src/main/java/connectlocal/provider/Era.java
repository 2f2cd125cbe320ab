package connectlocal.provider;

import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * The time between two resets. What began in it is not gone on with after it; whoever must not be in the middle of
 * something at its end holds it. Holding keeps nobody waiting but the reset.
 */
final class Era {
    private final ReentrantReadWriteLock held = new ReentrantReadWriteLock();
    private volatile boolean over;

    boolean isOver() {
        return over;
    }

    /** From now on until {@link #letGo} it does not end unnoticed: whoever holds it asks then whether it is over. */
    void hold() {
        held.readLock().lock();
    }

    void letGo() {
        held.readLock().unlock();
    }

    void end() {
        over = true;
    }

    /** Those who held it when it ended have let go when this returns. */
    void awaitHolders() {
        held.writeLock().lock();
        held.writeLock().unlock();
    }
}
