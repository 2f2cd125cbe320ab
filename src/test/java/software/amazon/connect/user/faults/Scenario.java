package software.amazon.connect.user.faults;

import java.util.function.Function;

/**
 * An operation and what it finds.
 *
 * @param start makes a world ready, by calls that nothing strikes, and says what is to be done in it
 */
record Scenario(String name, Function<World, Task> start) {
    @Override
    public String toString() {
        return name;
    }
}
