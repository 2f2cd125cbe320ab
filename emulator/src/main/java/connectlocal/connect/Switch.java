package connectlocal.connect;

import java.util.List;

/**
 * Behaviours of Amazon Connect that no public text settles, or that a user of the emulator may want otherwise. Each has
 * a stated default; {@code CONNECT.md} is the same table with reasons.
 */
enum Switch {
    NAMES("names", "first and last name of a user (CONNECT_MANAGED and SAML)", "optional", "required"),
    EMAIL("email", "e-mail address of a user (CONNECT_MANAGED)", "optional", "required"),
    SAML_EMAIL("saml-email", "primary e-mail address of a user (SAML)", "refused", "accepted"),
    PASSWORD("password", "password of a user (CONNECT_MANAGED)", "required", "optional"),
    USERNAME_LENGTH(
            "username-length",
            "longest username: 100 as in the API model, or 64 (SAML) and 20 (others) as the documents say",
            "model",
            "documented"),
    USERNAME_CASE("username-case", "whether Anna and anna may both exist", "sensitive", "insensitive"),
    DESK_PHONE_NUMBER("desk-phone-number", "the number of a user with PhoneType DESK_PHONE", "required", "optional"),
    SOFT_PHONE_NUMBER(
            "soft-phone-number",
            "the desk phone's number of a user with PhoneType SOFT_PHONE",
            "dropped",
            "kept",
            "refused"),
    IDENTITY_INFO(
            "identity-info", "what UpdateUserIdentityInfo does to members that are not given", "replace", "merge"),
    UPDATE_USER_CONFIG(
            "update-user-config", "what UpdateUserConfig does to lists that are not given", "merge", "replace"),
    MIRROR_PHONE_CONFIG(
            "mirror-phone-config",
            "what PhoneConfig and the per-channel lists show of each other: after-contact work set by PhoneConfig,"
                    + " nothing, or everything both ways",
            "after-contact-work",
            "off",
            "on"),
    EMPTY_EMAIL("empty-email", "an e-mail address that is given as an empty string", "clear", "refuse"),
    NORMALISE_EMAIL("normalise-email", "whether e-mail addresses are kept in lower case", "off", "lower"),
    SHOW_ALL_CHANNELS(
            "show-all-channels",
            "whether a list shows the channels that it was not given, with false or 0",
            "off",
            "on"),
    FILL_MEMBERS("fill-members", "whether members that were not given are shown with defaults", "off", "on"),
    STALE_READS("stale-reads", "reads of a user after a write of it that show it as before (or not at all)", 0),
    STALE_READS_MS("stale-reads-ms", "milliseconds after a write of a user in which reads show it as before", 0),
    STALE_LISTS("stale-lists", "lists of users after a write of one that show it as before", 0),
    STALE_LISTS_MS("stale-lists-ms", "milliseconds after a write of a user in which lists show it as before", 0),
    LATE_REFERENCES_MS(
            "late-references-ms",
            "milliseconds after something is made in which writes that name it do not find it",
            0),
    SEARCH_LAG("search-lag", "searches after a write of a user that find it as before", 0),
    SEARCH_LAG_MS("search-lag-ms", "milliseconds after a write of a user in which searches find it as before", 0),
    ASSOCIATE_EXISTING(
            "associate-existing", "AssociateUserProficiencies of a pair that the user has", "upsert", "refuse"),
    DISASSOCIATE_ABSENT(
            "disassociate-absent", "DisassociateUserProficiencies of a pair that the user has not", "refuse", "ignore"),
    TOO_MANY_PROFICIENCIES(
            "too-many-proficiencies",
            "error type for one proficiency too many",
            "InvalidRequestException",
            "LimitExceededException"),
    PROFICIENCIES_PER_USER("proficiencies-per-user", "most proficiencies of a user", 10),
    USERS_PER_INSTANCE("users-per-instance", "most users of an instance that states no userLimit in the seed", 500),
    INSTANCE_CREATION_SECONDS("instance-creation-seconds", "how long a new instance is CREATION_IN_PROGRESS", 0),
    INSTANCES_PER_ACCOUNT("instances-per-account", "most instances", 100),
    HOURS_PER_INSTANCE("hours-per-instance", "most hours of operation of an instance", 100),
    QUEUES_PER_INSTANCE("queues-per-instance", "most queues of an instance", 100),
    ROUTING_PROFILES_PER_INSTANCE("routing-profiles-per-instance", "most routing profiles of an instance", 500),
    SECURITY_PROFILES_PER_INSTANCE("security-profiles-per-instance", "most security profiles of an instance", 100),
    HIERARCHY_GROUPS_PER_INSTANCE("hierarchy-groups-per-instance", "most hierarchy groups of an instance", 500),
    PREDEFINED_ATTRIBUTES_PER_INSTANCE(
            "predefined-attributes-per-instance", "most predefined attributes of an instance", 150);

    /** How the switch is called by people. */
    final String key;

    /** What it decides. */
    final String meaning;

    /** Its values, the default first; a number switch has its default only. */
    final List<String> values;

    private final boolean numeric;

    Switch(String key, String meaning, String... values) {
        this.key = key;
        this.meaning = meaning;
        this.values = List.of(values);
        this.numeric = false;
    }

    Switch(String key, String meaning, int number) {
        this.key = key;
        this.meaning = meaning;
        this.values = List.of(Integer.toString(number));
        this.numeric = true;
    }

    String defaultValue() {
        return values.get(0);
    }

    boolean accepts(String value) {
        return numeric ? value.matches("[0-9]{1,9}") : values.contains(value);
    }

    /** What can be chosen from; empty for a number. */
    List<String> choices() {
        return numeric ? List.of() : values;
    }

    /** The values in words, for refusals and help. */
    String valuesInWords() {
        return numeric ? "a whole number, default " + defaultValue() : String.join("|", values);
    }
}
