package connectlocal.connect;

import java.time.Instant;

/**
 * One user of an instance. The password itself is not kept anywhere: nobody can log in here, and what is not kept can
 * not leak.
 *
 * @param key place in the order of creation, by which users are listed
 * @param passwordSet whether a password was given
 * @param modified time of the last change of any kind
 * @param proficienciesModified time of the last change of proficiencies
 */
record User(
        String key,
        String id,
        String username,
        boolean passwordSet,
        String directoryUserId,
        Settings settings,
        Instant modified,
        Instant proficienciesModified) {

    /** This user with other settings; its times move forward even within one millisecond. */
    User changed(Settings to, Instant now) {
        Instant time = now.isAfter(modified) ? now : modified.plusMillis(1);
        boolean sameProficiencies = to.proficiencies().equals(settings.proficiencies());
        return new User(
                key,
                id,
                username,
                passwordSet,
                directoryUserId,
                to,
                time,
                sameProficiencies ? proficienciesModified : time);
    }
}
